import type { Story } from "../../src/routing/log.ts";
import type { NotYet } from "../../src/routing/why.ts";
import { Decisions, type Names } from "../desk/why.tsx";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { NewsBar } from "./news.tsx";
import { Steps } from "./steps.tsx";

type StoryProps = Story & { bar: Bar; notYet: NotYet | null; names: Names; after: number };

/** One conversation's way through the routing: every decision with all who were considered, and beside it what happened, in order. */
export function StoryPage({ bar, conversation, steps, decisions, notYet, names, after }: StoryProps) {
  const { t } = usePage();
  const { id, queueName, channelName, agentName } = conversation;
  const asked = { queueId: null, agentId: null, outcome: null, conversationId: id };
  return (
    <Layout title={t("why.story", { id })} at="why" bar={bar} main="page full">
      <header class="title">
        <div>
          <h1>
            <a class="back" href="/why">
              {t("why.page")}
            </a>
            <Icon name="chevron-right" size="s" />
            {t("why.story", { id })}
          </h1>
          <p class="quiet">{[channelName, queueName, agentName].filter(Boolean).join(" · ")}</p>
        </div>
        <div class="actions end">
          <a class="button" href={`/conversations/${id}`}>
            {t("why.story.open")}
          </a>
        </div>
      </header>
      <div class="why">
        <section aria-label={t("why.page.decisions")} tabindex={0}>
          <NewsBar asked={asked} after={after} mark="" />
          <div class="decisions">
            <Decisions decisions={decisions} notYet={notYet} queueName={queueName} names={names} />
          </div>
        </section>
        <aside aria-labelledby="steps" tabindex={0}>
          <h2 id="steps">{t("why.steps")}</h2>
          <Steps steps={steps} />
        </aside>
      </div>
    </Layout>
  );
}
