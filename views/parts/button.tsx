import type { ButtonHTMLAttributes } from "preact";
import { Icon } from "./icon.tsx";

type Attributes = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon" | "label">;
type Kind = "primary" | "quiet" | "danger";
type ButtonProps = Attributes & { kind?: Kind; size?: "form" | "touch"; icon?: string; shortcut?: string; children: string };

/** A button with words, verb and object. One `primary` in a view. */
export function Button({ kind, size, icon, shortcut, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button class="button" type={type} data-kind={kind} data-size={size} {...rest}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {shortcut && <kbd>{shortcut}</kbd>}
    </button>
  );
}

/** A button that is only a drawing; its words are read aloud and shown as a tooltip. */
export function IconButton({ icon, label, kind = "quiet", type = "button", ...rest }: Attributes & { icon: string; label: string; kind?: Kind }) {
  return (
    <button class="button" type={type} data-kind={kind} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
