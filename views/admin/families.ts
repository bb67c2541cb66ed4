import type { Family } from "../../src/channels/channel.ts";

/** The kinds of channel in the order in which pages name them. */
export const FAMILIES = ["chat", "social", "email"] as const satisfies readonly Family[];
