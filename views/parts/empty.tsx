import type { ComponentChildren } from "preact";

type EmptyProps = { title: string; children?: ComponentChildren; actions?: ComponentChildren; drawing?: boolean };

/** Nothing here: why, and one or two ways on. The drawing is for where somebody may look at it for minutes. */
export function Empty({ title, children, actions, drawing = false }: EmptyProps) {
  return (
    <div class="empty">
      {drawing && <Bubbles />}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}

function Bubbles() {
  return (
    <svg class="drawing" viewBox="0 0 120 88" aria-hidden="true">
      <path d="M20 14h52a6 6 0 0 1 6 6v26a6 6 0 0 1-6 6H38L24 64V52h-4a6 6 0 0 1-6-6V20a6 6 0 0 1 6-6Z" />
      <path class="front" d="M54 34h46a6 6 0 0 1 6 6v24a6 6 0 0 1-6 6h-4v11L82 70H54a6 6 0 0 1-6-6V40a6 6 0 0 1 6-6Z" />
      <path class="ink" d="M60 48h32M60 56h20" />
    </svg>
  );
}
