import type { CustomerLine } from "../../src/customers/search-store.ts";
import { customerName } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";

/** Asks for the window, on the customer's own page. */
export function EraseCustomerButton({ customerId }: { customerId: number }) {
  const { t } = usePage();
  return (
    <Button icon="trash-2" hx-get={`/customers/${customerId}/erase`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
      {t("erase.customer")}
    </Button>
  );
}

/** Says what goes and what stays, and asks once. */
export function EraseCustomerWindow({ line, conversations }: { line: CustomerLine; conversations: number }) {
  const { t } = usePage();
  const footer = (
    <>
      <Button size="form" data-closes autofocus>
        {t("erase.cancel")}
      </Button>
      <form hx-post={`/customers/${line.id}/erase`} hx-swap="none" hx-disable="find button">
        <Button size="form" kind="danger" icon="trash-2" type="submit" data-closes>
          {t("erase.now")}
        </Button>
      </form>
    </>
  );
  const name = customerName({ ...line, customerId: line.id }, t);
  return (
    <Dialog id="erase-dialog" open="at-once" title={t("erase.customer.title", { name })} footer={footer}>
      <div class="stack">
        <p>{t("erase.customer.goes", { conversations: t("erase.conversations", { count: conversations }) })}</p>
        <p>{t("erase.customer.stays")}</p>
        <p class="quiet">{t("erase.customer.backups")}</p>
      </div>
    </Dialog>
  );
}
