import type { ComponentChildren, TextareaHTMLAttributes } from "preact";
import { Icon } from "./icon.tsx";

type Frame = { id: string; label: string; help?: string | undefined; wrong?: string | undefined };

/** What a control says of itself: that it is wrong, and where it is explained. */
export function described({ id, help, wrong }: Omit<Frame, "label">) {
  const by = [wrong && `${id}-wrong`, help && `${id}-help`].filter(Boolean).join(" ");
  return { id, "aria-invalid": wrong ? ("true" as const) : undefined, "aria-describedby": by || undefined };
}

/** A label, a control of any kind (spread `described` into it), what helps, and what is wrong. */
export function Field({ id, label, help, wrong, children }: Frame & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          <Icon name="circle-alert" size="s" />
          {wrong}
        </p>
      )}
    </div>
  );
}

type InputProps = Frame & {
  name?: string;
  type?: "text" | "password" | "email" | "number" | "url" | "search" | "tel" | "color" | "date";
  value?: string | number | undefined;
  autocomplete?: string;
  placeholder?: string;
  list?: string;
  inputmode?: "numeric" | "decimal" | "tel" | "url" | "email";
  minlength?: number;
  maxlength?: number;
  min?: number;
  max?: number;
  required?: boolean;
  autofocus?: boolean;
  readonly?: boolean;
  disabled?: boolean;
};

/** One line of text. Its name is its id unless another is given. */
export function TextField({ label, help, wrong, id, name = id, type = "text", ...rest }: InputProps) {
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      {/* Preact wants one literal type per input; ours all take the same attributes. */}
      <input class="input" type={type as "text"} name={name} {...described({ id, help, wrong })} {...rest} />
    </Field>
  );
}

type AreaProps = Frame & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id" | "label">;

/** Several lines of text. */
export function AreaField({ label, help, wrong, id, name = id, value, ...rest }: AreaProps) {
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      <textarea class="area" name={name} {...described({ id, help, wrong })} {...rest}>
        {value}
      </textarea>
    </Field>
  );
}

export type Option = { value: string | number; label: string };
type SelectProps = Frame & { name?: string; options: readonly Option[]; value: string | number | null; empty?: string; required?: boolean };

/** One of several. `empty` is the line for none. */
export function SelectField({ label, help, wrong, id, name = id, options, value, empty, required }: SelectProps) {
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      <select class="select" name={name} required={required} {...described({ id, help, wrong })}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
