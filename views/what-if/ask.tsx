import type { WhatIfForm } from "../../src/routing/simulate/ask.ts";
import type { Choices } from "../../src/routing/simulate/choices.ts";
import { dayOf } from "../../src/texts/time.ts";
import { fieldIn, Wrong, type Wrongs } from "../admin/form.tsx";
import { NumberField } from "../admin/number.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { described, Field } from "../parts/field.tsx";
import { Token } from "../parts/me-menu.tsx";
import { EvenNumber } from "./even.tsx";
import { QueuePart } from "./queue.tsx";
import { Skills } from "./skills.tsx";

type AskProps = { form: WhatIfForm; choices: Choices; wrongs: Wrongs; conflict: string | null };

/** Which day, and what shall be otherwise. What is left as it is, is as it was. */
export function Ask({ form: { day, typed }, choices, wrongs, conflict }: AskProps) {
  const { t, now, zone } = usePage();
  const today = dayOf(zone, now);
  const fieldOf = (name: string, usual = "") => fieldIn(wrongs)(name, typed[name] ?? usual);
  return (
    <section class="ask" aria-labelledby="what-if">
      <h1 id="what-if">{t("what-if.title")}</h1>
      <p class="quiet">{t("what-if.about")}</p>
      <form method="post" action="/what-if" novalidate>
        <Token />
        <Wrong>{conflict ?? undefined}</Wrong>
        <Field id="day" label={t("what-if.day")} wrong={wrongs["day"]}>
          <input class="input" type="date" name="day" value={day} max={today} required {...described({ id: "day", wrong: wrongs["day"] })} />
        </Field>
        <fieldset>
          <legend>{t("what-if.agents")}</legend>
          {choices.skillsets.map(({ id, name }) => (
            <EvenNumber {...fieldOf(`more.${id}`, "0")} label={name} unit={t("what-if.more")} />
          ))}
          <NumberField {...fieldOf("capacity")} label={t("what-if.capacity")} unit={t("what-if.places")} />
          <NumberField {...fieldOf("acceptSeconds")} label={t("what-if.accept")} unit={t("queue.seconds")} help={t("what-if.accept.help")} />
          <Skills choices={choices} typed={typed} wrongs={wrongs} />
        </fieldset>
        {choices.queues.map((queue) => (
          <QueuePart queue={queue} typed={typed} wrongs={wrongs} />
        ))}
        <div class="go">
          <Button type="submit" kind="primary" size="form">
            {t("what-if.run")}
          </Button>
        </div>
      </form>
    </section>
  );
}
