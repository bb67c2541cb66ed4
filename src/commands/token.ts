import { CONSOLE } from "../admin/audit.ts";
import { ConfigProblem } from "../config.ts";
import { exactTime } from "../texts/time.ts";
import { foundProfiles } from "../users/profiles.ts";
import { apiTokens, createApiToken, revokeApiToken } from "../users/tokens.ts";
import { type Command, said } from "./command.ts";

type Request = { name: string; profile: string | undefined };

/** `token create --name N [--profile P]` prints the token alone. */
export const tokenCreate: Command<Request> = {
  name: "token create",
  usage: "token create --name N [--profile P]",
  prepare: ({ flags }) => {
    if (!flags["name"]) throw new ConfigProblem(64, "token create needs --name N: say what it is for");
    return { name: flags["name"], profile: flags["profile"] };
  },
  perform: async ({ workspace: { write, dice, clock } }, request) => {
    const token = await write((db) => {
      foundProfiles(db);
      return createApiToken(db, request, dice, CONSOLE, clock());
    });
    return said(token);
  },
};

/** `token list` prints which tokens there are, never the tokens themselves: only their hashes are kept. */
export const tokenList: Command<null> = {
  name: "token list",
  usage: "token list",
  prepare: () => null,
  perform: ({ workspace: { db } }) => {
    const lines = apiTokens(db).map(({ id, name, profile, createdAt }) => `${id}  ${name} (${profile}), since ${exactTime("en", "UTC", createdAt)} UTC`);
    return lines.length === 0 ? said("there are no tokens") : said(...lines);
  },
};

/** `token revoke ID`: from now on nobody gets in with it. */
export const tokenRevoke: Command<{ id: number }> = {
  name: "token revoke",
  usage: "token revoke ID",
  prepare: ({ words }) => {
    const id = Number(words[0]);
    if (words.length !== 1 || !Number.isSafeInteger(id)) throw new ConfigProblem(64, "token revoke needs an id: parlo token list shows them");
    return { id };
  },
  perform: async ({ workspace: { write, clock } }, { id }) => {
    await write((db) => revokeApiToken(db, id, CONSOLE, clock()));
    return said(`token ${id} was revoked`);
  },
};
