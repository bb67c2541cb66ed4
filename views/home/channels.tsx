import type { Service } from "../../src/home/channels.ts";
import { clockTime, dayOf, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { ChannelMark, type ChannelName, Icon } from "../parts/icon.tsx";

/** Whether customers are served, and on which channels (SPEC B5). */
export function ServiceStatus({ service }: { service: readonly Service[] }) {
  const { t } = usePage();
  const open = service.filter((channel) => channel.open && !channel.stopped).length;
  const state = open === service.length ? "open" : open === 0 ? "closed" : "mixed";
  return (
    <section class="card" data-span="7" aria-labelledby="service">
      <header>
        <h2 id="service">{t("home.service")}</h2>
      </header>
      <div class="body">
        {service.length === 0 ? (
          <p class="quiet">{t("home.no-channels")}</p>
        ) : (
          <p class="service">
            <span class="chip" data-state={{ open: "good", mixed: "warn", closed: "bad" }[state]}>
              <Icon name={state === "open" ? "check" : "clock"} size="s" />
              {t(`home.service.${state}`)}
            </span>
            {t("home.open-of", { open, count: service.length })}
          </p>
        )}
        <ul class="lines">
          {service.map((channel) => (
            <ChannelLine key={channel.id} channel={channel} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function ChannelLine({ channel }: { channel: Service }) {
  const { language, zone, now, t } = usePage();
  const { name, kind, open, stopped, changesAt } = channel;
  const time = (at: number) =>
    [dayOf(zone, at) === dayOf(zone, now) ? "" : shortTime(language, zone, at, now), clockTime(language, zone, at)].filter(Boolean).join(" ");
  const until = changesAt === null ? t(open ? "home.always-open" : "home.never-open") : t(open ? "home.open-until" : "home.opens", { time: time(changesAt) });
  return (
    <li>
      <span class="cell">
        <ChannelMark kind={kind as ChannelName} />
        {name}
      </span>
      <span class={open && !stopped ? "end" : "end quiet"}>{stopped ? t("home.stopped") : until}</span>
      <i class="presence" data-status={open && !stopped ? "ready" : "off"} />
    </li>
  );
}
