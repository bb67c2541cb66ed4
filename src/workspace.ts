import type { Database } from "bun:sqlite";
import type { Logger } from "pino";
import type { Hold } from "./admin/hold.ts";
import type { Presence } from "./agents/presence.ts";
import type { Channels } from "./channels/channels.ts";
import type { Pace } from "./channels/pace.ts";
import type { Config } from "./config.ts";
import type { Write, Writer } from "./db/write.ts";
import type { Bus } from "./events/bus.ts";
import type { Streams } from "./events/stream.ts";
import type { FilesKept } from "./files/kept.ts";
import type { Recordings } from "./files/recordings.ts";
import type { Assets } from "./http/assets.ts";
import type { Egress } from "./http/egress.ts";
import type { RoutingView } from "./routing/view.ts";
import type { Together } from "./together/together.ts";

/** The sources of what must not be predicted. Only main rolls them; tests use a seeded pair. */
export type Dice = {
  /** A number in [0, 1). */
  roll(): number;
  /** 128 random bits as 22 letters (base64url), for what must not be guessed. */
  token(): string;
};

/** One company's Parlo while it runs: all that routes and workers may use. Nothing of it lives in a module. */
export type Workspace = {
  readonly config: Config;
  /** For reading. Writes go through `write`. */
  readonly db: Database;
  readonly write: Write;
  readonly writer: Writer;
  readonly bus: Bus;
  readonly routing: RoutingView;
  readonly channels: Channels;
  /** How fast each channel and recipient may be sent to. */
  readonly pace: Pace;
  /** Who of the staff is there. */
  readonly presence: Presence;
  /** Who is told what at once. */
  readonly streams: Streams;
  /** Who of the staff is at which conversation. */
  readonly together: Together;
  /** The files of the browser, and the name of this build. */
  readonly assets: Assets;
  /** Whether it is a restored copy, from which nothing leaves yet. */
  readonly hold: Hold;
  /** Keeps files from being removed while they are copied. */
  readonly filesKept: FilesKept;
  /** Reads and wraps what somebody has spoken. */
  readonly recordings: Recordings;
  readonly seal: Seal;
  readonly egress: Egress;
  readonly log: Logger;
  readonly dice: Dice;
  /** Now, in milliseconds; never goes back. */
  clock(): number;
};

/** Seals secrets with the folder's key (AES-256-GCM); `about` binds a secret to its row. Throws on a wrong key. */
export type Seal = {
  close(text: string, about: string): Uint8Array;
  open(sealed: Uint8Array, about: string): string;
};
