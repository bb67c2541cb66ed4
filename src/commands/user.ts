import { CONSOLE } from "../admin/audit.ts";
import { ConfigProblem } from "../config.ts";
import { Invalid } from "../http/errors.ts";
import { addUser } from "../users/accounts.ts";
import { passwordLink } from "../users/links.ts";
import { foundProfiles, profileNamed } from "../users/profiles.ts";
import { type Command, said, type Typed } from "./command.ts";

type Adding = { username: string; name: string; email: string | null; profile: string };

/** `user add USERNAME …` makes a user and prints a link to set the password. */
export const userAdd: Command<Adding> = {
  name: "user add",
  usage: "user add USERNAME [--name N] [--email E] [--profile agent|super-agent|supervisor|administrator]",
  prepare: (typed) => {
    const username = onlyWord(typed, "user add needs a user name: parlo user add ana");
    return { username, name: typed.flags["name"] ?? username, email: typed.flags["email"] ?? null, profile: typed.flags["profile"] ?? "agent" };
  },
  perform: async ({ workspace: { write, dice, clock, config } }, { profile, ...user }) => {
    const path = await write((db) => {
      foundProfiles(db);
      const found = profileNamed(db, profile);
      if (!found) throw new Invalid({ profile: "field.choose" });
      addUser(db, { ...user, profileId: found.id, passwordHash: null }, CONSOLE, clock());
      return passwordLink(db, user.username, dice, CONSOLE, clock());
    });
    return said(`${user.username} was added. Within an hour, the password can be set here:`, String(new URL(path, config.publicUrl)));
  },
};

/** `user reset-password USERNAME` prints a one-time link to set a new password. */
export const userResetPassword: Command<{ username: string }> = {
  name: "user reset-password",
  usage: "user reset-password USERNAME",
  prepare: (typed) => ({ username: onlyWord(typed, "user reset-password needs a user name: parlo user reset-password ana") }),
  perform: async ({ workspace: { write, dice, clock, config } }, { username }) => {
    const path = await write((db) => passwordLink(db, username, dice, CONSOLE, clock()));
    return said("Within an hour, a new password can be set here:", String(new URL(path, config.publicUrl)));
  },
};

function onlyWord({ words }: Typed, otherwise: string): string {
  const [word] = words;
  if (words.length !== 1 || word === undefined) throw new ConfigProblem(64, otherwise);
  return word;
}
