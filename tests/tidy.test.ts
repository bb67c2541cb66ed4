import { filesThat, hits, importsThat, inLines, rule } from "./tidy/rules.ts";
import type { Source } from "./tidy/sources.ts";
import { median, readSources } from "./tidy/sources.ts";

// The house rules, checked. A rule that is not here, in tidy/ or in biome.json is advice.

const FILE_LINES_MAX = 300;
const TEST_LINES_MAX = 500;
const FILE_LINES_MEDIAN_MAX = 60;
const FUNCTION_LINES_MAX = 70;
const FUNCTION_LINES_MEDIAN_MAX = 8;
const WIDTH_MAX = 160;
const COMMENT_SHARE_MAX = 0.08;
const LIST_OF_ROUTES = /Routes$/;

const src = await readSources("src/**/*.{ts,tsx}");
const views = await readSources("views/**/*.{ts,tsx}");
const statics = await readSources("static/**/*.js");
const around = await readSources("{scripts,tests}/**/*.{ts,tsx,mjs}");
const product = [...src, ...views];
const everything = [...product, ...statics, ...around];

const within = (folder: string) => (path: string) => path.startsWith(folder);
const slice = (path: string) => path.split("/").slice(0, 2).join("/");
const isRoutes = (path: string) => /^src\/.*routes[\w-]*\.tsx?$/.test(path);
const isHttp = within("src/http/");
const isStore = (path: string) => /^src\/.*store\.ts$/.test(path);
const isMain = (path: string) => path === "src/main.ts";
const notMain = (sources: readonly Source[]) => sources.filter(({ path }) => !isMain(path));
// Main hands its process to the commands, under the same name.
const isHanded = ({ code }: Source) => /\bprocess: Process\b/.test(code);

// Size

rule(`no file is longer than ${FILE_LINES_MAX} lines`, () => filesThat([...product, ...statics], ({ lines }) => lines.length > FILE_LINES_MAX));
rule(`no test or script is longer than ${TEST_LINES_MAX} lines`, () => filesThat(around, ({ lines }) => lines.length > TEST_LINES_MAX));
rule(`half of the files have at most ${FILE_LINES_MEDIAN_MAX} lines`, () => {
  const middle = median(product.map(({ lines }) => lines.length));
  return middle > FILE_LINES_MEDIAN_MAX ? [`the median is ${middle}`] : [];
});
rule(`no line is wider than ${WIDTH_MAX}`, () =>
  everything.flatMap(({ path, lines }) => lines.flatMap((line, at) => ([...line].length > WIDTH_MAX ? [`${path}:${at + 1}`] : []))),
);
rule(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () =>
  [...product, ...statics].flatMap(({ path, functions }) =>
    functions.flatMap(({ name, lines }) => (lines > FUNCTION_LINES_MAX && !LIST_OF_ROUTES.test(name) ? [`${path}: ${name} has ${lines}`] : [])),
  ),
);
rule(`half of the functions have at most ${FUNCTION_LINES_MEDIAN_MAX} lines`, () => {
  const middle = median(product.flatMap(({ functions }) => functions.map(({ lines }) => lines)));
  return middle > FUNCTION_LINES_MEDIAN_MAX ? [`the median is ${middle}`] : [];
});
rule("comments are few", () => {
  const comments = product.reduce((sum, { lines }) => sum + lines.filter((line) => /^\s*\/\//.test(line)).length, 0);
  const share = comments / product.reduce((sum, { lines }) => sum + lines.length, 0);
  return share > COMMENT_SHARE_MAX ? [`${Math.round(share * 100)} % of all lines`] : [];
});

// Names

rule("files are named for what happens", () => filesThat(everything, ({ path }) => /(service|manager|util|helper|common|misc)s?\b/i.test(path)));
rule("no barrels", () => filesThat(product, ({ path }) => /\/index\.tsx?$/.test(path) && !within("src/channels/")(path)));
rule("the only classes are errors", () =>
  hits(product, /\bclass \w+ (?!extends )/, {
    "src/routing/crew.ts": "a part of the index",
    "src/routing/lines.ts": "a part of the index",
    "src/routing/view.ts": "the index in memory, fed with events for as long as the process lives",
  }),
);

// Who imports whom

// A store may read another's table: it may borrow the list of columns (a constant), never a statement.
const isBorrowed = (path: string, names: string[]) => isStore(path) && names.every((name) => /^[A-Z][A-Z_]+$/.test(name));
rule("nobody reaches into another slice's store", () =>
  importsThat(product, (to, { path }, typeOnly, names) => isStore(to) && !typeOnly && slice(to) !== slice(path) && !isBorrowed(path, names)),
);
const COMPOSERS = ["src/http/server.ts", "src/commands/serving.ts"];
rule("only the server puts routes together", () =>
  importsThat(product, (to, { path }) => isRoutes(to) && slice(to) !== slice(path) && !COMPOSERS.includes(path)),
);
rule("nobody imports main", () => importsThat(product, (to) => isMain(to)));
rule("only routes and the server know Elysia", () =>
  importsThat(product, (to, { path }) => /^(elysia|@elysiajs\/.*)$/.test(to) && !isRoutes(path) && !isHttp(path)),
);
rule("only routes and the server write views", () =>
  importsThat(src, (to, { path }, typeOnly) => within("views/")(to) && !typeOnly && !isRoutes(path) && !isHttp(path)),
);
rule("views know other views, the texts and types, nothing else", () =>
  importsThat(
    views,
    (to, _, typeOnly) => !/^(views\/|src\/texts\/|preact(\/|$|-render-to-string)|libphonenumber-js\/)/.test(to) && !(typeOnly && within("src/")(to)),
  ),
);
rule("views never touch the database", () => importsThat(views, (to, _, typeOnly) => to === "bun:sqlite" || (isStore(to) && !typeOnly)));
rule("the database knows the events, and no slice", () =>
  importsThat(src, (to, { path }, typeOnly) => within("src/db/")(path) && within("src/")(to) && !typeOnly && !/^src\/(db|events)\//.test(to)),
);
rule("only src/db opens databases", () => importsThat(src, (to, { path }, typeOnly) => to === "bun:sqlite" && !typeOnly && !within("src/db/")(path)));
const RULES = new Set(["decide", "fit", "circle", "rules"].map((name) => `src/routing/${name}.ts`));
rule("the routing rules import nothing that runs but each other", () =>
  importsThat(src, (to, { path }, typeOnly) => RULES.has(path) && !RULES.has(to) && !typeOnly),
);
rule("only the SFU knows mediasoup", () => importsThat(src, (to, { path }) => to.startsWith("mediasoup") && path !== "src/calls/sfu.ts"));
rule("the product imports no test and no script", () => importsThat(product, (to) => /^(tests|scripts)\//.test(to)));
rule("tests use the real thing", () => hits(within("tests/") ? testsOf(around) : [], /\b(mock|spyOn|setSystemTime)\s*[,(}]|mock\.module/));

// What comes from outside

const CLOCK = /\bDate\.now\b|\bnew Date\(\)|(?<!new )(?<!\.)\bDate\(\)|\bTemporal\.Now\b|\bperformance\.(now|timeOrigin)\b|\bhrtime\b|\bBun\.nanoseconds\b/;
const DICE = /\bMath\.random\b|\brandom(UUID|UUIDv7|Bytes|Int|Fill|FillSync)\b|\bgetRandomValues\b/;
const OUTWARD =
  /(?<![.\w])fetch\(|\bglobalThis\.fetch\b|\bnew WebSocket\(|\bBun\.connect\(|\bnode:(http|https|tls|dgram)"|\b(connect|createConnection|Socket)\b.*"node:net"/;
const SURROUNDINGS = /\bprocess\.(env|argv|cwd|exit|kill|on)\b|\bBun\.(env|argv)\b|\bimport\.meta\.env\b/;

rule("the clock is handed in", () => hits(notMain(product), CLOCK));
rule("the dice are handed in", () => hits(notMain(product), DICE));
rule("only main knows its surroundings", () =>
  hits(
    notMain(product).filter((source) => !isHanded(source)),
    SURROUNDINGS,
  ),
);
rule("only clients open connections outward, through the egress", () =>
  hits(
    product.filter(({ path }) => !/\/client\.ts$/.test(path)),
    OUTWARD,
    {
      "src/http/egress.ts": "it is the way outward",
      "src/commands/control.ts": "a socket in the data folder, to the process that owns it",
    },
  ),
);

// State

const EMPTY = "(?:new (?:Weak)?(?:Map|Set)(?:<.*>)?\\(\\)|\\[\\]|\\{\\}|new Array\\b)";
const MODULE_STATE = new RegExp(`^(?:export )?(?:let|var) |^(?:export )?const \\w+(?:: (?!readonly|Readonly)[^=]+)? = ${EMPTY}|^\\s+static (?!readonly)`, "m");

rule("no module keeps state", () =>
  hits(notMain(src), MODULE_STATE, {
    "src/db/sql.ts": "statements are declared once, and prepared once per database",
    "src/events/pending.ts": "what the open transaction recorded, per database",
    "src/texts/money.ts": "the same: formatters are dear to make",
    "src/texts/time.ts": "formatters are dear to make, and the same words always give the same one",
  }),
);

// Leftovers

const LEFTOVER = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)|\bdebugger\b/;

rule("nothing is left over", () => [...product, ...statics].flatMap(({ path, text }) => inLines(path, text, LEFTOVER)));
// What goes out loses its lines of comment and what stands before the others (src/http/assets.ts).
const HALF_A_TEXT = /^[^`\n]*(?:`[^`\n]*`[^`\n]*)*`[^`\n]*$/;
rule("no text in a browser's script goes over several lines", () =>
  statics.filter(({ path }) => path.startsWith("static/js/")).flatMap(({ path, text }) => inLines(path, text, HALF_A_TEXT)),
);
rule("only main prints", () => hits([...notMain(product), ...statics], /\bconsole\.\w+\(/));

function testsOf(sources: readonly Source[]): Source[] {
  return sources.filter(({ path }) => path.startsWith("tests/") && !path.startsWith("tests/tidy"));
}
