import type { ComponentChildren } from "preact";

/** A popover with actions; a button with `popovertarget` of its id opens it, arrows move in it (static/js/parts.js). */
export function Menu({ id, label, children }: { id: string; label: string; children: ComponentChildren }) {
  return (
    <div class="menu" id={id} popover="auto" role="menu" aria-label={label}>
      {children}
    </div>
  );
}
