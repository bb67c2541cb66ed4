import type { AgentChoice, Choices } from "../../src/routing/simulate/choices.ts";
import { Wrong, type Wrongs } from "../admin/form.tsx";
import { Folded } from "../admin/number.tsx";
import { usePage } from "../page.ts";
import { described } from "../parts/field.tsx";

type SkillsProps = { choices: Choices; typed: Readonly<Record<string, string>>; wrongs: Wrongs };
type Cell = { id: string; of: string; now: string; usual?: string };

/** Who has which skillset at which level, and how many places: as it is now, to be written over. Folded while nothing of it is otherwise. */
export function Skills({ choices: { agents, skillsets }, typed, wrongs }: SkillsProps) {
  const { t } = usePage();
  const cellsOf = ({ id, levels, capacity }: AgentChoice): Cell[] => [
    ...skillsets.map(({ id: skillset, name }) => ({ id: `skill.${id}.${skillset}`, of: name, now: String(levels.get(skillset) ?? "") })),
    { id: `places.${id}`, of: t("what-if.skills.places"), now: "", usual: String(capacity) },
  ];
  if (agents === "too-many")
    return (
      <Folded label={t("what-if.skills")} set={false} wrong={false} always>
        <p class="quiet">{t("what-if.skills.too-many")}</p>
      </Folded>
    );
  if (agents.length === 0) return null;
  const rows = agents.map((agent) => ({ agent, cells: cellsOf(agent) }));
  const all = rows.flatMap(({ cells }) => cells);
  return (
    <Folded label={t("what-if.skills")} set={all.some(({ id, now }) => (typed[id] ?? now) !== now)} wrong={all.some(({ id }) => wrongs[id])} always>
      <p class="quiet">{t("what-if.skills.help")}</p>
      <div class="skills">
        <table class="table">
          <caption class="unseen">{t("what-if.skills")}</caption>
          <thead>
            <tr>
              <td />
              {(rows[0]?.cells ?? []).map(({ of }) => (
                <th scope="col">{of}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ agent, cells }) => (
              <AgentRow name={agent.name} cells={cells} typed={typed} wrongs={wrongs} />
            ))}
          </tbody>
        </table>
      </div>
    </Folded>
  );
}

type RowProps = Omit<SkillsProps, "choices"> & { name: string; cells: readonly Cell[] };

/** What is wrong with a row stands below it: a cell is too narrow for a sentence. */
function AgentRow({ name, cells, typed, wrongs }: RowProps) {
  const wrong = cells.filter(({ id }) => wrongs[id]);
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        {cells.map(({ id, of, now, usual }) => (
          <td>
            <input
              class="input"
              name={id}
              inputmode="numeric"
              autocomplete="off"
              aria-label={`${name}, ${of}`}
              value={typed[id] ?? now}
              placeholder={usual}
              {...described({ id, wrong: wrongs[id] })}
            />
          </td>
        ))}
      </tr>
      {wrong.length > 0 && (
        <tr class="wrongs">
          <td colspan={cells.length + 1}>
            {wrong.map(({ id, of }) => (
              <Wrong id={`${id}-wrong`}>{`${of}: ${wrongs[id]}`}</Wrong>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}
