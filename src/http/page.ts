import type { Page } from "../../views/page.ts";
import { setting } from "../admin/settings.ts";
import type { Language } from "../texts/catalogue.ts";
import { allows, isAction, scopeOf } from "../users/permissions.ts";
import type { Workspace } from "../workspace.ts";
import { compressed } from "./compress.ts";
import { csrfToken } from "./csrf.ts";
import type { Person } from "./session.ts";

/** What views know of who looks and where. */
export function pageOf(workspace: Workspace, { person, language }: { person: Person | null; language: Language }, asked: Headers): Page {
  const { db, assets, streams, hold, clock } = workspace;
  return {
    language,
    theme: person?.theme ?? "system",
    zone: setting(db, "timeZone"),
    now: clock(),
    assets: assets.url,
    build: assets.build,
    csrf: person ? csrfToken(person) : "",
    seen: streams.lastId(),
    held: hold.since() !== null,
    demo: setting(db, "demo") !== null,
    pack: (text, headers) => compressed(text, asked.get("accept-encoding") ?? "", headers),
    person: person && {
      id: person.userId,
      name: person.name,
      session: String(person.sessionId),
      volume: person.volume,
      opens: person.opens,
      may: (action, beyondOwn = false) =>
        allows(person.permissions, action) && !(beyondOwn && isAction(action) && scopeOf(person.permissions, action) === "own"),
    },
  };
}
