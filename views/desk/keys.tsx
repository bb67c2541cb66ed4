import type { PlainKey } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Switch } from "../parts/choices.tsx";
import { Dialog } from "../parts/dialog.tsx";

const KEYS: readonly (readonly [string, PlainKey])[] = [
  ["J", "keys.next"],
  ["K", "keys.previous"],
  ["F", "keys.find"],
  ["Ctrl F", "within.open"],
  ["R", "keys.reply"],
  ["N", "keys.note"],
  ["/", "keys.shortcode"],
  ["E", "keys.emoji"],
  ["T", "keys.transfer"],
  ["W", "keys.aside"],
  ["S", "keys.star"],
  ["D", "keys.details"],
  ["Ctrl K", "keys.palette"],
  ["?", "keys.all"],
  ["↵", "keys.send"],
  ["Shift ↵", "keys.line"],
  ["Ctrl .", "keys.emoji.box"],
  ["Ctrl Shift ↵", "keys.close"],
  ["Ctrl ↵", "keys.dispose"],
  ["F6", "keys.offer"],
  ["↵", "keys.accept"],
  ["Esc", "keys.reject"],
];

/** All keys of the desk; those of one letter can be switched off (static/js/desk/keys.js, WCAG 2.1.4). */
export function KeysDialog() {
  const { t } = usePage();
  return (
    <Dialog id="keys-dialog" title={t("keys.title")}>
      <dl class="keys">
        {KEYS.map(([key, words]) => [
          <dt key={words}>
            {key.split(" ").map((one) => (
              <kbd key={one}>{one}</kbd>
            ))}
          </dt>,
          <dd key={`${words}.words`}>{t(words)}</dd>,
        ])}
      </dl>
      <Switch name="single-keys" label={t("keys.single")} help={t("keys.single.help")} checked />
    </Dialog>
  );
}
