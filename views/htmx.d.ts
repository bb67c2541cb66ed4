import type { ComponentChildren } from "preact";

// htmx reads <hx-partial> in an answer: a further part, with a place of its own.
declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "hx-partial": { "hx-target": string; "hx-swap"?: string; children?: ComponentChildren };
    }
  }
}
