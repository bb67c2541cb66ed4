import type { Opened } from "../../src/desk/store.ts";
import { usePage } from "../page.ts";

type Props = { conversation: Opened };

// Both run while the customer waits, and begin anew with each message of theirs (static/js/desk/sla.js).

/** How long there is to answer. */
export function SlaWords({ conversation: { slaSeconds } }: Props) {
  const { t } = usePage();
  if (slaSeconds === null) return null;
  const time = "{time}";
  return <b class="due" data-due data-within={t("sla.within", { time })} data-over={t("sla.over", { time })} hidden />;
}

/** The same as a bar. It takes on colour as time runs out, and stops nobody. */
export function SlaBar({ conversation: { slaSeconds, customerWaitsSince } }: Props) {
  const { now } = usePage();
  if (slaSeconds === null) return null;
  const max = slaSeconds * 1000;
  const waited = customerWaitsSince === null ? 0 : Math.min(max, Math.max(0, now - customerWaitsSince));
  return (
    <progress class="bar" data-sla data-waits={customerWaitsSince ?? ""} max={max} value={waited} hidden={customerWaitsSince === null} aria-hidden="true" />
  );
}
