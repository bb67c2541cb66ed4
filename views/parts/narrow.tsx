import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

type NarrowProps = {
  action: string;
  /** The id of what it replaces. */
  part: string;
  /** The id of something beside it that follows. */
  also?: string;
  /** What sends it: a choice, or what is typed, after a moment. */
  on: "change" | "typing";
  children: ComponentChildren;
};

const HOW = {
  change: { "hx-trigger": "change, submit", "hx-swap": "outerMorph", "hx-push-url": "true" },
  typing: { "hx-trigger": "input delay:150ms, submit", "hx-swap": "outerHTML", "hx-sync": "this:replace", "hx-replace-url": "true" },
} as const;

/** A form that narrows what a page shows. It works without any script; with one only the part is asked for, and the address tells what is shown. */
export function NarrowForm({ action, part, also, on, children }: NarrowProps) {
  return (
    <search>
      <form
        class="filters"
        method="get"
        action={action}
        hx-get={action}
        hx-target={`#${part}`}
        hx-select={`#${part}`}
        hx-select-oob={also && `#${also}`}
        {...HOW[on]}
      >
        {children}
      </form>
    </search>
  );
}

type SearchProps = Pick<NarrowProps, "action" | "part" | "also"> & { typed: string; label: string };

/** The one field in which a page is searched while one types. */
export function SearchForm({ typed, label, ...narrows }: SearchProps) {
  return (
    <NarrowForm {...narrows} on="typing">
      <label class="search">
        <span class="unseen">{label}</span>
        <Icon name="search" />
        <input class="input" type="search" name="q" value={typed} maxlength={100} placeholder={label} autocomplete="off" autofocus />
      </label>
    </NarrowForm>
  );
}
