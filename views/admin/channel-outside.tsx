import { say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { CopyButton } from "../parts/copy.tsx";
import type { ChannelName } from "../parts/icon.tsx";
import { Icon } from "../parts/icon.tsx";
import { Setting } from "./form.tsx";

/** What somebody outside needs of us, each with the key of its label; and whether they can reach us at all. */
export type Outside = { given: readonly { label: string; help: string | null; text: string }[]; reachable: boolean };

/** What is copied to the provider's page or into a site. */
export function OutsideSetting({ kind, outside: { given, reachable } }: { kind: ChannelName; outside: Outside }) {
  const { language, t } = usePage();
  return (
    <Setting title={say(language, `channel.${kind}.outside`)} help={say(language, `channel.${kind}.outside.help`)}>
      {given.map(({ label, help, text }) => (
        <div class="field full">
          <span class="label">{say(language, label)}</span>
          <span class="given">
            <code>{text}</code>
            <CopyButton text={text} size="form" />
          </span>
          {help && <p class="help">{say(language, help)}</p>}
        </div>
      ))}
      {!reachable && (
        <p class="cell warn-text">
          <Icon name="circle-alert" size="s" />
          {t("channel.unreachable")}
        </p>
      )}
    </Setting>
  );
}
