import { changeMailServer, type MailInput, type MailServer, mailPassword, mailServer, SECURITIES } from "../../mail/server.ts";
import { type Section, shown } from "./section.ts";
import { number, oneOf, text } from "./shape.ts";

type State = MailServer & { password: string };

const NONE: State = { host: "", port: 587, security: "starttls", username: "", password: "", fromName: "", fromAddress: "" };

/** The server that mails leave by: one object, no list. `"absent": true` = no mail leaves. */
export const mail: Section<State> = {
  name: "mail",
  one: "workspace",
  key: "name",
  single: true,
  attributes: { host: text, port: number, security: oneOf(SECURITIES), username: text, password: text, fromName: text, fromAddress: text },
  needed: ["host", "fromAddress"],
  find: ({ db, seal }) => {
    const server = mailServer(db);
    return server && { id: "mail", state: { ...server, password: mailPassword(db, seal) ?? "" } };
  },
  wanted: (_, _key, { port, ...given }, state) => ({ ...(state ?? NONE), ...given, ...(port === undefined ? {} : { port: Number(port) }) }),
  show: ({ password, ...server }) => ({
    ...Object.fromEntries(Object.entries(server).map(([name, value]) => [name, shown(value === "" ? null : value)])),
    password: password === "" ? undefined : { value: password, secret: true },
  }),
  add: ({ db, seal, who, now }, state) => void changeMailServer(db, seal, state satisfies MailInput, who, now),
  change: ({ db, seal, who, now }, _, state) => changeMailServer(db, seal, state, who, now),
  rename: ({ wrong }) => wrong("was", "apply.unknown-attribute", { known: "host, port, security, username, password, fromName, fromAddress" }),
  remove: ({ db, seal, who, now }) => {
    changeMailServer(db, seal, NONE, who, now);
    return "removed";
  },
};
