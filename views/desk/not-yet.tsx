import type { ComponentChildren } from "preact";
import type { Hindrance, NotYet } from "../../src/routing/why.ts";
import type { Language, Words } from "../../src/texts/catalogue.ts";
import { duration } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

type Names = ReadonlyMap<number, string>;
type Props = { notYet: NotYet; queueName: string; names: Names; children: ComponentChildren };

/** Why one that waits has nobody yet, and what would change it. */
export function NotYetPart({ notYet, queueName, names, children }: Props) {
  const { language, t } = usePage();
  const { waitedMs, ahead, hindrances } = notYet;
  return (
    <section class="decision">
      <div class="verdict">
        <Icon name="hourglass" size="l" />
        <p>
          <b>{t("why.not-yet")}</b>
          {`. ${t("why.not-yet.waited", { time: duration(language, waitedMs), queue: queueName })} `}
          {ahead === 0 ? t("why.not-yet.first") : t("why.not-yet.ahead", { count: ahead })}
        </p>
      </div>
      <ul class="hindrances">
        {hindrances.map((hindrance) => (
          <li key={JSON.stringify(hindrance)}>{hindranceWords(hindrance, names, language, t)}</li>
        ))}
      </ul>
      {children}
    </section>
  );
}

function hindranceWords(hindrance: Hindrance, names: Names, language: Language, t: Words): string {
  const time = (seconds: number) => duration(language, Math.max(0, seconds) * 1000);
  switch (hindrance.what) {
    case "no-skillset":
    case "nobody-skilled":
      return t(`why.not-yet.${hindrance.what}`);
    case "reserved": {
      const forWhom = hindrance.agentId === null ? t("why.not-yet.reserved.skillset") : t("why.not-yet.reserved", { name: names.get(hindrance.agentId) ?? "" });
      return hindrance.forSeconds === null ? forWhom : `${forWhom}, ${t("why.not-yet.reserved.for", { time: time(hindrance.forSeconds) })}`;
    }
    case "isolated":
      return t("why.not-yet.isolated", { name: names.get(hindrance.agentId) ?? "", count: hindrance.agents });
    case "overflows":
    case "ages":
      return t(`why.not-yet.${hindrance.what}`, { time: time(hindrance.inSeconds) });
    case "rejected":
      return t("why.not-yet.rejected", { count: hindrance.agents, time: time(hindrance.againInSeconds) });
    case "ring-opens":
      return t("why.not-yet.ring-opens", { count: hindrance.agents, ring: hindrance.ring, free: hindrance.free, time: time(hindrance.inSeconds) });
    default:
      return t(`why.not-yet.${hindrance.what}`, { count: hindrance.agents });
  }
}
