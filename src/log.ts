import pino, { type Logger } from "pino";

/** JSON lines on stderr, written at once: what the process said last is there when it died. Never texts of messages, never secrets. */
export function logOf(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ fd: 2, sync: true }),
  );
}
