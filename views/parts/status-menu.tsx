import type { Words } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";
import { Menu } from "./menu.tsx";

/** One status an agent may take. `builtin` ones are worded in the person's language, others as the administrator wrote them. */
export type Status = {
  id: number;
  name: string;
  builtin: "ready" | "not-ready" | "back-office" | "break" | "no-answer" | null;
  mark: "ready" | "office" | "break" | "off";
  ready: boolean;
};

export const statusName = ({ builtin, name }: Pick<Status, "builtin" | "name">, t: Words): string => (builtin ? t(`status.${builtin}`) : name);

/** What an agent may set; that somebody did not answer is seen by others. */
const isChosen = ({ builtin }: Status) => builtin !== "no-answer";

type Props = { status: Status | null; statuses: readonly Status[] };

/** The statuses to choose from, for a menu. They go to POST /me/status as `status` = id; the bar hears of it as `me`. */
export function StatusChoice({ status, statuses }: Props) {
  const { t } = usePage();
  return (
    <form hx-post="/me/status" hx-swap="none" role="presentation">
      {statuses.filter(isChosen).map((one) => (
        <button type="submit" name="status" value={one.id} role="menuitemradio" aria-checked={one.id === status?.id ? "true" : "false"}>
          <i class="presence" data-status={one.mark} />
          {statusName(one, t)}
          {one.id === status?.id && <Icon name="check" class="end" />}
        </button>
      ))}
    </form>
  );
}

/** The menu below the status button of the system bar. */
export function StatusMenu(props: Props) {
  const { t } = usePage();
  return (
    <Menu id="status" label={t("bar.status")}>
      <StatusChoice {...props} />
    </Menu>
  );
}
