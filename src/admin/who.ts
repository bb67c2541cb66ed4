import type { Seat } from "../http/access.ts";
import type { Who } from "./audit.ts";

/** Who does what a route was asked to do. */
export const whoOf = ({ person: { userId }, caller: { address } }: Pick<Seat, "person" | "caller">): Who => ({ userId, address });
