type ChoiceProps = { name: string; label: string; help?: string; checked: boolean; value?: string; disabled?: boolean };

/** On or off, at once. */
export function Switch({ label, help, ...input }: ChoiceProps) {
  return (
    <label class="choice">
      <input class="switch" type="checkbox" {...input} />
      <span>
        {label}
        {help && <small>{help}</small>}
      </span>
    </label>
  );
}

export type Segment = { href: string; label: string; current: boolean; count?: number };

/** A few places side by side, one of them open. */
export function Segments({ label, of }: { label: string; of: readonly Segment[] }) {
  return (
    <nav class="segments" aria-label={label}>
      {of.map((one) => (
        <a href={one.href} key={one.href} aria-current={one.current ? "true" : undefined}>
          {one.label}
          {one.count !== undefined && <span class="count"> {one.count}</span>}
        </a>
      ))}
    </nav>
  );
}
