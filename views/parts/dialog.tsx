import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { IconButton } from "./button.tsx";

type DialogProps = { id: string; title: string; size?: "l"; open?: "at-once"; footer?: ComponentChildren; children: ComponentChildren };

/** A native dialog. `data-opens="id"` on any button opens it, `data-closes` inside closes it, Escape too; `at-once` opens when it is swapped in. */
export function Dialog({ id, title, size, open, footer, children }: DialogProps) {
  const { t } = usePage();
  return (
    <dialog class="dialog" id={id} data-size={size} data-open={open} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        <IconButton icon="x" label={t("dialog.close")} data-closes />
      </header>
      <div class="body">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
