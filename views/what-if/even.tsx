import type { ComponentChildren } from "preact";
import { Wrong } from "../admin/form.tsx";
import { described } from "../parts/field.tsx";

type EvenProps = { id: string; label: string; wrong: string | undefined; children: ComponentChildren };

/** A short control beside its name, and below both what is wrong with it. */
export function Even({ id, label, wrong, children }: EvenProps) {
  return (
    <div class="even">
      <label for={id}>{label}</label>
      {children}
      <Wrong id={`${id}-wrong`}>{wrong}</Wrong>
    </div>
  );
}

type NumberProps = Omit<EvenProps, "children"> & { value: string; unit: string };

export function EvenNumber({ id, label, value, unit, wrong }: NumberProps) {
  return (
    <Even id={id} label={label} wrong={wrong}>
      <span class="unit">
        <input class="input" name={id} inputmode="numeric" value={value} autocomplete="off" {...described({ id, wrong })} />
        {unit}
      </span>
    </Even>
  );
}

type SelectProps = Omit<EvenProps, "children"> & { value: string; options: readonly { value: string; label: string }[] };

export function EvenSelect({ id, label, value, options, wrong }: SelectProps) {
  return (
    <Even id={id} label={label} wrong={wrong}>
      <select class="select" name={id} {...described({ id, wrong })}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Even>
  );
}
