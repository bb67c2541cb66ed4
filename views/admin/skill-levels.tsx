import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Wrong } from "./form.tsx";

type Skillset = { id: number; name: string };
type LevelsProps = {
  chosen: readonly { id: number; level: number }[];
  skillsets: readonly Skillset[];
  /** Where the form comes back from when a skillset is added or taken out. */
  action: string;
  wrong: string | undefined;
};

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** The skillsets somebody has, each at a level, and a choice of those they have not. */
export function SkillLevels({ chosen, skillsets, action, wrong }: LevelsProps) {
  const { t } = usePage();
  const again = { "hx-post": action, "hx-select": "#levels", "hx-target": "#levels", "hx-swap": "outerMorph" };
  const levels = new Map(chosen.map(({ id, level }) => [id, level]));
  const others = skillsets.filter(({ id }) => !levels.has(id));
  return (
    <div class="levels" id="levels">
      {chosen.length === 0 && <p class="quiet">{t("user.skillsets.none")}</p>}
      {skillsets
        .filter(({ id }) => levels.has(id))
        .map((skillset) => (
          <div class="level-row">
            {skillset.name}
            <span class="unit">
              <label class="unseen" for={`level-${skillset.id}`}>
                {t("user.level", { name: skillset.name })}
              </label>
              {t("skillset.level")}
              <select class="select" data-size="s" id={`level-${skillset.id}`} name={`skillset[${skillset.id}]`}>
                {LEVELS.map((level) => (
                  <option value={level} selected={level === levels.get(skillset.id)}>
                    {level}
                  </option>
                ))}
              </select>
              <IconButton type="submit" icon="x" label={t("user.skillset.drop", { name: skillset.name })} name="do" value={`drop:${skillset.id}`} {...again} />
            </span>
          </div>
        ))}
      <Wrong>{wrong}</Wrong>
      {others.length > 0 && (
        <select class="select" name="add" aria-label={t("user.skillset.add")} hx-trigger="change" hx-vals='{"do":"look"}' {...again}>
          <option value="">{t("user.skillset.add")}</option>
          {others.map(({ id, name }) => (
            <option value={id}>{name}</option>
          ))}
        </select>
      )}
    </div>
  );
}
