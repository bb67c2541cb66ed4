import type { Home } from "../../src/home/home.ts";
import { usePage } from "../page.ts";
import type { Tone } from "../parts/chart.tsx";
import { statusName } from "../parts/status-menu.tsx";

const TONES: Readonly<Record<"ready" | "office" | "break" | "off", Tone>> = { ready: "good", office: "series-2", break: "warn", off: "series-5" };

/** What all agents do at present, as a ring; who is signed out is one slice (SPEC B2). */
export function AgentsNow({ agents }: Pick<Home, "agents">) {
  const { t } = usePage();
  const slices = agents.map(({ status, count }) => ({
    name: status ? statusName(status, t) : t("home.signed-out"),
    tone: status ? TONES[status.mark] : ("line-strong" as const),
    count,
  }));
  const all = slices.reduce((sum, { count }) => sum + count, 0);
  const drawn = {
    kind: "ring",
    unit: "",
    labels: slices.map(({ name }) => name),
    series: [{ label: "", tone: "series-5", tones: slices.map(({ tone }) => tone), values: slices.map(({ count }) => count) }],
  };
  return (
    <section class="card chart-card" data-span="5" aria-labelledby="agents-now">
      <header>
        <h2 id="agents-now">{t("home.agents-now")}</h2>
      </header>
      <div class="body ring-of">
        <div class="plot">
          <canvas role="img" aria-label={slices.map(({ name, count }) => `${name}: ${count}`).join(", ")} data-chart={JSON.stringify(drawn)} />
          <p class="middle">
            <b>{all}</b>
            {t(all === 1 ? "home.agent" : "home.agents")}
          </p>
        </div>
        <ul class="legend">
          {slices.map(({ name, tone, count }) => (
            <li key={name}>
              <i data-tone={tone} />
              <span class="grow cut">{name}</span>
              <b>{count}</b>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
