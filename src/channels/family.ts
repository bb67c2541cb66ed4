import { kinds } from "./registry.ts";

/** The family of a kind of channel as an expression of SQL; `kind` names the column. */
export const familyIn = (kind: string): string => `CASE ${kind} ${[...kinds.values()].map((one) => `WHEN '${one.kind}' THEN '${one.family}'`).join(" ")} END`;
