import { parseArgs } from "node:util";
import { lived, shrink, told } from "../tests/routing/shrink.ts";
import { seconds } from "./command.ts";

// `npm run simulate -- --seeds N`: N random days on the real code of routing, for a night. The first one that breaks a rule ends it: it is
// made as short as it will go, told, and the exit code is 1. `--first S` begins at another seed.

const MOMENTS = "60";
const EVERY_MS = 10_000;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10000" },
    first: { type: "string", default: "1" },
    moments: { type: "string", default: MOMENTS },
    shrink: { type: "string", default: "400" },
  },
});
const [seeds, first, moments, daysMax] = [values.seeds, values.first, values.moments, values.shrink].map(Number) as [number, number, number, number];
if (![seeds, first, moments, daysMax].every(Number.isInteger)) {
  console.error("--seeds, --first, --moments and --shrink take whole numbers");
  process.exit(64);
}

const since = performance.now();
let saidAt = since;
for (let seed = first; seed < first + seeds; seed++) {
  const failure = lived(seed, moments);
  if (failure) {
    console.log(failure.message.split("\n")[0]);
    console.log(told(shrink(failure, daysMax)).join("\n"));
    process.exit(1);
  }
  if (performance.now() - saidAt < EVERY_MS) continue;
  saidAt = performance.now();
  console.log(`${seed - first + 1} of ${seeds} days in ${seconds(saidAt - since)}, to seed ${seed}`);
}
console.log(`the rules held on ${seeds} days, seeds ${first} to ${first + seeds - 1} (${seconds(performance.now() - since)})`);
