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

/** Faces that have room in the head; the others are a number. */
const FACES_MAX = 3;

/** Who else has the conversation open, in its head. */
export function Lookers({ present: { people, lastsMs } }: { present: Present }) {
  const { t } = usePage();
  const faces = people.length > FACES_MAX ? people.slice(0, FACES_MAX - 1) : people;
  const others = people.slice(faces.length).map(({ name }) => t("together.looks", { name }));
  return (
    <ul
      class="lookers"
      id="lookers"
      aria-label={t("together.lookers")}
      data-count={people.length}
      data-lasts={lastsMs ?? undefined}
      hidden={people.length === 0}
    >
      {faces.map(({ id, name }) => (
        <li key={id} id={`looker-${id}`} title={t("together.looks", { name })}>
          <Avatar name={name} id={id} size="s" />
          <span class="unseen">{t("together.looks", { name })}</span>
        </li>
      ))}
      {others.length > 0 && (
        <li id="lookers-others" title={others.join("\n")}>
          <span class="avatar" data-size="s">
            <span aria-hidden="true">+{others.length}</span>
            <span class="unseen">{others.join(". ")}</span>
          </span>
        </li>
      )}
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
