import { writeFileSync } from "node:fs";

// Loaded into the server's process before it starts: asks to be called every millisecond and notes how late that was, in ms; writes it all to
// PROBE_FILE at the end.

const EVERY_MS = 1;
const delays: number[] = [];
let due = performance.now() + EVERY_MS;

setInterval(() => {
  const now = performance.now();
  delays.push(Math.max(0, now - due));
  due = now + EVERY_MS;
}, EVERY_MS).unref();

process.on("exit", () => writeFileSync(process.env["PROBE_FILE"] ?? "", JSON.stringify(delays)));
