import { applyWorkspace } from "../admin/apply/apply.ts";
import { prepare } from "../admin/apply/prepare.ts";
import { CONSOLE } from "../admin/audit.ts";
import { changeSetting } from "../admin/settings.ts";
import { hashPassword } from "../users/passwords.ts";
import { foundProfiles } from "../users/profiles.ts";
import type { Workspace } from "../workspace.ts";
import { SITE_ID } from "./webchat/site.ts";
import { ACCOUNT, CHANNEL_ID } from "./whatsapp/account.ts";

export const PASSWORD = "parlo-demo";
/** Who works here without being asked, while nobody has signed in under their name. */
export const COLLEAGUES = ["ben", "chiara"] as const;

type Skill = { name: string; level: number };
type User = { username: string; name: string; profile: string; skillsets: readonly Skill[]; capacity?: number };
const skill = (name: "Orders" | "Support", level: number): Skill => ({ name, level });
const USERS: readonly User[] = [
  { username: "admin", name: "Paolo Riva", profile: "administrator", skillsets: [] },
  { username: "supervisor", name: "Sofia Marchetti", profile: "supervisor", skillsets: [skill("Orders", 3), skill("Support", 3)] },
  { username: "ana", name: "Ana Ricci", profile: "agent", skillsets: [skill("Orders", 7), skill("Support", 5)] },
  { username: "ben", name: "Ben Carter", profile: "agent", skillsets: [skill("Orders", 8)], capacity: 4 },
  { username: "chiara", name: "Chiara Galli", profile: "agent", skillsets: [skill("Support", 9)], capacity: 4 },
];

/** The shop as `parlo apply` would read it. */
const declaration = (apiUrl: string) => ({
  skillsets: [{ name: "Orders" }, { name: "Support" }],
  users: USERS.map((user) => ({ ...user, email: `${user.username}@casaluce.example` })),
  queues: [
    {
      name: "Orders",
      acceptance: "manual",
      offerSeconds: 30,
      priority: "medium",
      ageingMinutes: 10,
      preferred: { who: "last", days: 30 },
      slaSeconds: { chat: 120, social: 300 },
      rings: [
        { afterSeconds: 0, skillsets: ["Orders"] },
        { afterSeconds: 25, skillsets: ["Support"] },
      ],
    },
    {
      name: "Support",
      acceptance: "manual",
      offerSeconds: 20,
      priority: "high",
      agentOrder: "level",
      silent: { minutes: 20, room: "personal" },
      slaSeconds: { chat: 60, social: 180 },
      rings: [
        { afterSeconds: 0, skillsets: ["Support"] },
        { afterSeconds: 20, skillsets: ["Orders"] },
      ],
    },
  ],
  shortcodes: [
    { title: "Good morning", category: "Greetings", text: "Good morning {customer}, I am {agent}. How can I help?" },
    { title: "Buongiorno", category: "Greetings", text: "Buongiorno {customer}, sono {agent}. Come posso aiutarla?" },
    {
      title: "Returns",
      category: "Orders",
      text: "You can send it back within 30 days. I will mail you the label: is {email} right?",
      choices: answers("It is right", "It is another"),
    },
    {
      title: "Resi",
      category: "Orders",
      text: "Può restituirlo entro 30 giorni. Le mando l’etichetta per e-mail: {email} va bene?",
      choices: answers("Va bene", "È un’altra"),
    },
  ],
  locations: [
    { name: "Casa & Luce Milano", address: "Corso Buenos Aires 21, 20124 Milano", latitude: 45.47872, longitude: 9.20951 },
    { name: "Pick-up", address: "Via Tortona 37, 20144 Milano", latitude: 45.45108, longitude: 9.16295 },
  ],
  channels: [
    { id: CHANNEL_ID, kind: "whatsapp", name: "WhatsApp Milano", queue: "Orders", settings: { ...ACCOUNT, apiUrl } },
    { id: SITE_ID, kind: "webchat", name: "Site chat", queue: "Support", settings: { title: "Casa & Luce" } },
  ],
});

function answers(...titles: string[]) {
  return { kind: "buttons", options: titles.map((title) => ({ title })) };
}

/** Makes Casa & Luce, a shop for lamps and furniture, in an empty folder, at an instant. */
export async function foundShop({ write, seal }: Workspace, { provider, zone }: { provider: string; zone: string }, now: number) {
  const [{ items, problems }, passwordHash] = await Promise.all([prepare(JSON.stringify(declaration(provider)), {}), hashPassword(PASSWORD)]);
  // One hash for all: to hash the same password five times would be felt.
  const users = items.users.map((item) => ({ ...item, given: { ...item.given, passwordHash } }));
  await write((db) => {
    foundProfiles(db);
    changeSetting(db, "name", "Casa & Luce", now);
    changeSetting(db, "timeZone", zone, now);
    applyWorkspace(db, seal, { items: { ...items, users }, problems }, { who: CONSOLE }, now);
  });
}
