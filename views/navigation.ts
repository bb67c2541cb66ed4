import type { PlainKey } from "../src/texts/catalogue.ts";

export type PlaceId = "home" | "customers" | "conversations" | "waiting" | "room" | "history" | "why" | "administration" | "settings" | "what-if";
type Place = { id: PlaceId; href: string; icon: string; label: PlainKey; may: string | null; beyondOwn?: boolean; group: "work" | "rest" };

/**
 * Where the rail on the left leads. One line per page; `may` is the permission that shows it, null = everybody's; `beyondOwn` = only
 * where it reaches beyond one's own work.
 */
export const PLACES: readonly Place[] = [
  { id: "conversations", href: "/conversations", icon: "inbox", label: "nav.conversations", may: null, group: "work" },
  { id: "waiting", href: "/waiting", icon: "hourglass", label: "nav.waiting", may: "conversations.handle", group: "work" },
  { id: "room", href: "/waiting/mine", icon: "armchair", label: "nav.room", may: "conversations.handle", group: "work" },
  { id: "history", href: "/history", icon: "history", label: "nav.history", may: "conversations.handle", group: "work" },
  { id: "customers", href: "/customers", icon: "users-round", label: "customers.title", may: "customers.view", group: "work" },
  { id: "home", href: "/home", icon: "layout-dashboard", label: "home.title", may: null, group: "work" },
  { id: "why", href: "/why", icon: "route", label: "nav.why", may: "conversations.details", beyondOwn: true, group: "work" },
  { id: "what-if", href: "/what-if", icon: "flask-conical", label: "nav.what-if", may: "reports.view", beyondOwn: true, group: "work" },
  { id: "administration", href: "/admin", icon: "sliders-horizontal", label: "nav.administration", may: "administer", group: "rest" },
  { id: "settings", href: "/me", icon: "circle-user-round", label: "nav.settings", may: null, group: "rest" },
];
