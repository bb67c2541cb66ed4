export const SCOPES = ["own", "skillsets", "queues", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** The profiles that a workspace starts with; each is a row and can be changed. `api` is what a token gets. */
export const ROLES = ["agent", "super-agent", "supervisor", "administrator", "api"] as const;
export type Role = (typeof ROLES)[number];

type Permission = { readonly scopes: readonly Scope[]; readonly roles: Readonly<Record<Role, Scope | null>> };

const reach = ["own", "skillsets", "queues", "all"] as const;
const teams = ["skillsets", "queues", "all"] as const;
const self = ["own"] as const;
const all = ["all"] as const;

/** What a profile may allow (SPEC M7), each with the scopes it can have and what every starting role has of it. One line per permission. */
export const PERMISSIONS = {
  //                                    scopes   agent   super agent  supervisor  administrator  api
  "conversations.handle": permission(self, "own", "own", "own", "own", null),
  "conversations.view": permission(reach, "own", "queues", "queues", "all", null),
  "conversations.details": permission(reach, "own", "queues", "queues", "all", null),
  "conversations.read-live": permission(teams, null, "queues", "queues", "all", null),
  "conversations.pick-up": permission(teams, null, "queues", "queues", "all", null),
  "conversations.assign": permission(teams, null, null, "queues", "all", null),
  "conversations.copy": permission(reach, "own", "queues", "queues", "all", null),
  "conversations.mail": permission(reach, "own", "queues", "queues", "all", null),
  "conversations.archive": permission(reach, "own", "queues", "queues", "all", null),
  "conversations.delete": permission(teams, null, null, null, "all", null),
  "reports.view": permission(reach, "own", "queues", "queues", "all", null),
  "wallboard.view": permission(self, "own", "own", "own", "own", null),
  "wallboard.edit": permission(self, null, null, "own", "own", null),
  "wallboard.profile-content": permission(["queues", "all"], null, "queues", "queues", "all", null),
  "calls.start": permission(self, "own", "own", "own", "own", null),
  "calls.receive": permission(self, "own", "own", "own", "own", null),
  "calls.record": permission(self, null, "own", "own", "own", null),
  "outbound.start": permission(self, null, "own", "own", "own", null),
  "templates.send": permission(self, null, "own", "own", "own", null),
  "customers.view": permission(reach, "all", "all", "all", "all", null),
  "customers.edit": permission(all, "all", "all", "all", "all", null),
  "customers.load": permission(all, null, null, null, "all", null),
  "customers.export": permission(all, null, null, null, "all", null),
  "customers.merge": permission(all, null, "all", "all", "all", null),
  "customers.erase": permission(all, null, null, null, "all", null),
  "quotes.edit": permission(all, null, "all", "all", "all", null),
  "tickets.edit": permission(all, "all", "all", "all", "all", null),
  "shortcodes.own": permission(self, "own", "own", "own", "own", null),
  "agents.view": permission(["queues", "all"], null, "queues", "queues", "all", null),
  // What a program may do with a token of this profile, and only with a token.
  "api.read": permission(all, null, null, null, "all", "all"),
  "api.metrics": permission(all, null, null, null, "all", "all"),
  // Who has this one sees less: every wider scope ends at the own skillsets (SPEC F10).
  isolated: permission(self, null, null, null, null, null),
  "administer.users": permission(all, null, null, null, "all", null),
  "administer.profiles": permission(all, null, null, null, "all", null),
  "administer.skillsets": permission(all, null, null, null, "all", null),
  "administer.queues": permission(all, null, null, null, "all", null),
  "administer.channels": permission(all, null, null, null, "all", null),
  "administer.content": permission(all, null, null, null, "all", null),
  "administer.workspace": permission(all, null, null, null, "all", null),
  "administer.backup": permission(all, null, null, null, "all", null),
  "administer.api": permission(all, null, null, null, "all", null),
  "administer.journal": permission(all, null, null, null, "all", null),
  "administer.audit": permission(all, null, null, null, "all", null),
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof PERMISSIONS;
export type Permissions = ReadonlyMap<Action, Scope>;

export const ACTIONS = Object.keys(PERMISSIONS) as Action[];
export const isAction = (word: string): word is Action => Object.hasOwn(PERMISSIONS, word);

function permission(
  scopes: readonly Scope[],
  agent: Scope | null,
  superAgent: Scope | null,
  supervisor: Scope | null,
  administrator: Scope | null,
  api: Scope | null,
) {
  return { scopes, roles: { agent, "super-agent": superAgent, supervisor, administrator, api } };
}

/** What a starting role has. */
export function permissionsOf(role: Role): [Action, Scope][] {
  return ACTIONS.flatMap((action) => {
    const scope = PERMISSIONS[action].roles[role];
    return scope === null ? [] : [[action, scope] as [Action, Scope]];
  });
}

/** How far an action reaches, or null where it is not allowed at all. Isolation ends every reach at the own skillsets. */
export function scopeOf(permissions: Permissions, action: Action): Scope | null {
  const scope = permissions.get(action) ?? null;
  const wide = scope === "queues" || scope === "all";
  return wide && permissions.has("isolated") && isReach(action) ? "skillsets" : scope;
}

const isReach = (action: Action) => (PERMISSIONS[action].scopes as readonly Scope[]).includes("skillsets");

/** Whether `action` is allowed in any scope. A word without its last part asks for any of a group: "administer". */
export function allows(permissions: Permissions, action: string): boolean {
  return permissions.has(action as Action) || ACTIONS.some((one) => one.startsWith(`${action}.`) && permissions.has(one));
}
