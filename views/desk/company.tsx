import type { Opened } from "../../src/desk/store.ts";
import type { Present } from "../../src/together/company.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { customerName } from "./name.ts";

type Props = { conversation: Opened; present: Present };

/** The answer to GET /conversations/ID/together: both places of it (static/js/desk/together.js). */
export function Company(props: Props) {
  return (
    <>
      <Lookers present={props.present} />
      <Writers {...props} />
    </>
  );
}

/** Who else has the conversation open, in its head. */
export function Lookers({ present: { people, lastsMs } }: { present: Present }) {
  const { t } = usePage();
  return (
    <ul class="lookers" id="lookers" aria-label={t("together.lookers")} data-count={people.length} data-lasts={lastsMs ?? undefined}>
      {people.map(({ id, name }) => (
        <li key={id} id={`looker-${id}`} title={t("together.looks", { name })}>
          <Avatar name={name} id={id} size="s" />
          <span class="unseen">{t("together.looks", { name })}</span>
        </li>
      ))}
    </ul>
  );
}

/** Who writes, above the box: it lies over the end of the thread, and moves nothing. */
export function Writers({ conversation, present: { people, customerWrites } }: Props) {
  const { t } = usePage();
  const staff = people.flatMap(({ name, doing }) => (doing ? [t(`together.writes.${doing}`, { name })] : []));
  const customer = customerWrites ? [t("together.writes", { name: customerName(conversation, t) })] : [];
  const words = [...customer, ...staff].join(" · ");
  return (
    <p class="writers" id="writers" role="status">
      {words !== "" && (
        <span class="cut" dir="auto">
          <Icon name="pen-line" size="s" />
          {words}
        </span>
      )}
    </p>
  );
}
