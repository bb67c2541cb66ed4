import { hits, rule } from "./rules.ts";
import type { Source } from "./sources.ts";
import { readSources } from "./sources.ts";

// What TypeScript cannot see in a view: it checks no attribute with a hyphen.

const views = await readSources("views/**/*.tsx");

/** What htmx 4 itself knows; what needs an extension or evaluates text (hx-on, hx-live) is not among it. */
const HTMX = new Set(
  [
    ["get", "post", "put", "patch", "delete", "query", "action", "method", "config", "boost"],
    ["trigger", "swap", "swap-oob", "target", "select", "select-oob", "push-url", "replace-url", "sync", "status"],
    ["vals", "include", "headers", "encoding", "validate", "confirm", "indicator", "disable"],
    ["ignore", "preserve", "morph-skip", "morph-skip-children"],
  ].flat(),
);
const HTMX_ATTRIBUTE = /(?<=[\s"])hx-([a-z]+(?:-[a-z]+)*)((?::[\w]+)*)(?==|"\s*:|\s|\/?>)/g;
const HTMX_MODIFIER = /^(:inherited)?(:append)?$|^:[1-5][\dx]{2}$/;
// Attributes whose value Alpine or htmx reads as a program.
const PROGRAM = /(?<=[\s"])(x-[\w:.-]+|hx-(?:vals|trigger|headers|config|status)[\w:]*)"?\s*[=:]\s*(\{[^\n]*|`[^\n]*)/g;
const IDS_ONLY = /^\{?`(?:[^`$]|\$\{(?:[\w.]+\.)?(?:id|\w+Id|seen|after|count|\w+(?:Ms|Seconds))\})*`\}?/;
const CONSTANT = /^\{(?:[A-Z][A-Z0-9_]*|JSON\.stringify\(\{ "X-CSRF-Token": csrf \}\))\}/;
/** A trigger, or the end of one that goes over several lines. */
const TOPICS = /"[^"\n]* from:body[^"\n]*"(?! \+)/g;

const DANGEROUS = { exceptions: { "views/kept.tsx": "what it keeps was escaped when it was written" } };

rule("every hx- attribute is one that htmx 4 knows", () =>
  views.flatMap(({ path, code }) =>
    [...code.matchAll(HTMX_ATTRIBUTE)].flatMap(([text, name = "", modifier = ""]) =>
      HTMX.has(name) && HTMX_MODIFIER.test(modifier) ? [] : [`${path}: ${text}`],
    ),
  ),
);
rule("no style and no script stands in an attribute", () => hits(views, /\sstyle=|\son[a-zA-Z]+=|"javascript:/));
rule("no markup is written past the escaping", () => hits(views, /dangerouslySetInnerHTML|innerHTML=/, DANGEROUS.exceptions));
rule("what is wrong with a field is said by us, in the page’s language", () =>
  hits(views, /<form(?=[^>]*class=)(?=[^>]*method="post")(?![^>]*novalidate)[^>]*>/),
);
rule("what people wrote is in no attribute that is read as a program", () => views.flatMap(programs));
rule("what follows a topic is asked for again when the stream was away", () =>
  views.flatMap(({ path, code }) => [...code.matchAll(TOPICS)].flatMap(([text]) => (text.includes("live:again from:body") ? [] : [`${path}: ${text}`]))),
);
rule("no page is framed, and no script stands in a page", () => hits(views, /srcdoc=|srcDoc=|<script>|<style>/));

function programs({ path, code }: Source): string[] {
  return [...code.matchAll(PROGRAM)].flatMap(([, name = "", value = ""]) =>
    IDS_ONLY.test(value) || CONSTANT.test(value) ? [] : [`${path}: ${name} ${value.slice(0, 80)}`],
  );
}
