import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Setting, Wrong, type Wrongs } from "./form.tsx";
import type { QueueProps, RingForm } from "./queue.tsx";

type Skillset = { id: number; name: string };
type RingsProps = { rings: readonly RingForm[]; skillsets: readonly Skillset[]; ready: readonly number[]; wrongs: Wrongs; action: string };

/** Who is asked, and of those who are, in which order. */
export function RingsSetting({
  form: { rings, agentOrder },
  told: { wrongs },
  ...props
}: Pick<QueueProps, "form" | "told" | "skillsets" | "ready"> & { action: string }) {
  const { t } = usePage();
  return (
    <Setting title={t("queue.rings")} help={t("queue.rings.help")}>
      <Rings rings={rings} wrongs={wrongs} {...props} />
      <div class="field">
        <span class="label" id="order-label">
          {t("queue.order")}
        </span>
        <div class="segments" role="radiogroup" aria-labelledby="order-label">
          {(["load", "level"] as const).map((order) => (
            <label>
              <input class="unseen" type="radio" name="agentOrder" value={order} checked={order === agentOrder} />
              {t(`queue.order.${order}`)}
            </label>
          ))}
        </div>
        <p class="help">{t("queue.order.help")}</p>
      </div>
    </Setting>
  );
}

/** When the circle widens. Without a script its buttons send the form, which comes back with a ring more or less. */
function Rings({ rings, skillsets, ready, wrongs, action }: RingsProps) {
  const { t } = usePage();
  const again = { "hx-post": action, "hx-select": "#rings", "hx-target": "#rings", "hx-swap": "outerMorph" };
  return (
    <div class="rings" id="rings">
      {rings.map((ring, at) => (
        <Ring ring={ring} at={at} skillsets={skillsets} ready={ready[at] ?? 0} wrongs={wrongs} again={again} />
      ))}
      <Wrong>{wrongs["rings"]}</Wrong>
      <Button type="submit" kind="quiet" icon="plus" name="do" value="add-ring" {...again}>
        {t("queue.rings.add")}
      </Button>
      {skillsets.length === 0 && (
        <p class="help">
          {t("queue.rings.no-skillsets")} <a href="/admin/skillsets">{t("queue.rings.make-skillset")}</a>
        </p>
      )}
    </div>
  );
}

type Again = Record<"hx-post" | "hx-select" | "hx-target" | "hx-swap", string>;
type RingProps = { ring: RingForm; at: number; skillsets: readonly Skillset[]; ready: number; wrongs: Wrongs; again: Again };

function Ring({ ring: { afterSeconds, minLevel, skillsets: chosen }, at, skillsets, ready, wrongs, again }: RingProps) {
  const { t } = usePage();
  const path = `rings[${at}]`;
  const [late, empty] = [wrongs[`${path}.afterSeconds`], wrongs[`${path}.skillsets`]];
  const others = skillsets.filter(({ id }) => !chosen.includes(id));
  const ring = at + 1;
  return (
    <>
      <div class="ring-row">
        <b>{ring}</b>
        <span class="unit">
          <input
            class="input"
            id={`${path}.afterSeconds`}
            name={`${path}.afterSeconds`}
            inputmode="numeric"
            value={afterSeconds}
            aria-label={t("queue.ring.after", { ring })}
            aria-invalid={late ? "true" : undefined}
            aria-describedby={late ? `${path}.wrong` : undefined}
          />
          s
        </span>
        <span class="tags">
          {skillsets
            .filter(({ id }) => chosen.includes(id))
            .map((skillset) => (
              <Tag name={`${path}.skillsets`} skillset={skillset} />
            ))}
          {others.length > 0 && <AddSkillset path={path} ring={ring} others={others} wrong={Boolean(empty)} again={again} />}
        </span>
        <LevelSelect path={path} ring={ring} level={minLevel} />
        <span class="quiet num ready">{at === 0 ? t("queue.ring.ready", { count: ready }) : t("queue.ring.more-ready", { count: ready })}</span>
        <IconButton type="submit" icon="x" label={t("queue.ring.remove", { ring })} name="do" value={`remove-ring:${at}`} {...again} />
      </div>
      <Wrong id={`${path}.wrong`}>{late ?? empty}</Wrong>
    </>
  );
}

const LEVELS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] as const;

function LevelSelect({ path, ring, level }: { path: string; ring: number; level: string }) {
  const { t } = usePage();
  return (
    <select class="select level" data-size="s" name={`${path}.minLevel`} aria-label={t("queue.ring.level", { ring })}>
      {LEVELS.map((one) => (
        <option value={one} selected={one === level}>
          {one === "1" ? t("queue.ring.level.any") : t("queue.ring.level.from", { level: one })}
        </option>
      ))}
    </select>
  );
}

// A chosen one is a ticked box: unticked it goes, at once for the eye, with the form for the queue.
function Tag({ name, skillset: { id, name: label } }: { name: string; skillset: Skillset }) {
  const { t } = usePage();
  return (
    <label class="chip tag">
      <input class="unseen" type="checkbox" name={name} value={id} checked aria-label={label} />
      {label}
      <span title={t("queue.ring.drop", { name: label })}>
        <Icon name="x" size="s" />
      </span>
    </label>
  );
}

type AddProps = { path: string; ring: number; others: readonly Skillset[]; wrong: boolean; again: Again };

function AddSkillset({ path, ring, others, wrong, again }: AddProps) {
  const { t } = usePage();
  return (
    <select
      class="select"
      data-size="s"
      name={`${path}.add`}
      aria-label={t("queue.ring.add-skillset", { ring })}
      aria-invalid={wrong ? "true" : undefined}
      hx-trigger="change"
      hx-vals='{"do":"look"}'
      {...again}
    >
      <option value="">{t("queue.ring.add")}</option>
      {others.map(({ id, name }) => (
        <option value={id}>{name}</option>
      ))}
    </select>
  );
}
