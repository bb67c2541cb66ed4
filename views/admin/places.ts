import type { PlainKey } from "../../src/texts/catalogue.ts";

export type AdminPlace =
  | "overview"
  | "users"
  | "profiles"
  | "statuses"
  | "skillsets"
  | "queues"
  | "reasons"
  | "surveys"
  | "shortcodes"
  | "fields"
  | "locations"
  | "channels"
  | "workspace"
  | "mail"
  | "tokens"
  | "backups"
  | "trouble";
type Place = { id: AdminPlace; href: string; label: PlainKey; may: string; group: PlainKey };

/** The pages of administration, in groups. One line per page; `may` is the permission that shows it. */
export const ADMIN_PLACES: readonly Place[] = [
  { id: "users", href: "/admin/users", label: "admin.users", may: "administer.users", group: "admin.people" },
  { id: "profiles", href: "/admin/profiles", label: "admin.profiles", may: "administer.profiles", group: "admin.people" },
  { id: "statuses", href: "/admin/statuses", label: "admin.statuses", may: "administer.workspace", group: "admin.people" },
  { id: "skillsets", href: "/admin/skillsets", label: "admin.skillsets", may: "administer.skillsets", group: "admin.people" },
  { id: "queues", href: "/admin/queues", label: "admin.queues", may: "administer.queues", group: "admin.work" },
  { id: "reasons", href: "/admin/reasons", label: "admin.reasons", may: "administer.content", group: "admin.work" },
  { id: "surveys", href: "/admin/surveys", label: "admin.surveys", may: "administer.content", group: "admin.work" },
  { id: "shortcodes", href: "/admin/shortcodes", label: "shortcodes.shared", may: "administer.content", group: "admin.work" },
  { id: "fields", href: "/admin/fields", label: "fields.title", may: "administer.content", group: "admin.work" },
  { id: "locations", href: "/admin/locations", label: "locations.title", may: "administer.content", group: "admin.work" },
  { id: "channels", href: "/admin/channels", label: "admin.channels", may: "administer.channels", group: "admin.outside" },
  { id: "workspace", href: "/admin/workspace", label: "admin.general", may: "administer.workspace", group: "admin.workspace" },
  { id: "mail", href: "/admin/mail", label: "admin.mail", may: "administer.workspace", group: "admin.workspace" },
  { id: "backups", href: "/admin/backups", label: "admin.backups", may: "administer.backup", group: "admin.workspace" },
  { id: "tokens", href: "/admin/tokens", label: "admin.tokens", may: "administer.api", group: "admin.workspace" },
  { id: "trouble", href: "/admin/trouble", label: "admin.trouble", may: "administer.journal", group: "admin.workspace" },
];
