import type { CustomerLine } from "../../src/customers/search-store.ts";
import { calledBeside, customerName, phoneText } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { ChannelMark, type ChannelName } from "../parts/icon.tsx";

/** What every table says of a customer first. */
export function CustomerHeads() {
  const { t } = usePage();
  return (
    <>
      <th scope="col">{t("customer.name")}</th>
      <th scope="col">{t("customers.reached")}</th>
      <th scope="col">{t("customers.contact")}</th>
    </>
  );
}

/** Who they are, where they write and how they are reached; `whole` = a click anywhere in the row goes there. */
export function CustomerCells({ line, href, whole = false }: { line: CustomerLine; href: string; whole?: boolean }) {
  const { t } = usePage();
  const { id, phone, email, username, channels } = line;
  const name = customerName({ ...line, customerId: id }, t);
  return (
    <>
      <td>
        <span class="cell">
          <Avatar name={name} id={id} size="s" />
          <a class={whole ? "cut whole" : "cut"} href={href} dir="auto">
            <b>{name}</b>
          </a>
          <span class="quiet cut">{calledBeside({ ...line, customerId: id })}</span>
        </span>
      </td>
      <td>
        <span class="cell">
          {(channels?.split(",") ?? []).map((kind) => (
            <ChannelMark key={kind} kind={kind as ChannelName} />
          ))}
        </span>
      </td>
      <td class="cut">{(phone && phoneText(phone)) ?? email ?? (username && `@${username}`) ?? <span class="faint">–</span>}</td>
    </>
  );
}
