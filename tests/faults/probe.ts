import { writeFileSync } from "node:fs";

// Preloaded into a server: how late its loop is, written down again and again.

const EVERY_MS = 2;
const WRITE_EVERY = 100;
const file = process.env["PROBE_FILE"];
const late: number[] = [];
let due = performance.now() + EVERY_MS;

const look = () => {
  const now = performance.now();
  late.push(Math.max(0, now - due));
  if (file && late.length % WRITE_EVERY === 0) writeFileSync(file, JSON.stringify(late));
  due = performance.now() + EVERY_MS;
  setTimeout(look, EVERY_MS).unref();
};
setTimeout(look, EVERY_MS).unref();
