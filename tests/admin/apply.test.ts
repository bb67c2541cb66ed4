import { expect, test } from "bun:test";
import { isPassword } from "../../src/users/passwords.ts";
import { apply } from "./applying.ts";
import { type Office, office } from "./office.ts";

const SETTINGS = { phoneNumberId: "1", wabaId: "2", accessToken: "token", appSecret: "secret", verifyToken: "verify", apiUrl: "http://127.0.0.1:9" };
const SMALLEST = {
  skillsets: [{ name: "sales" }],
  users: [{ username: "ana", name: "Ana", email: "ana@example.com", password: "ana-password", profile: "agent", skillsets: ["sales"] }],
  queues: [{ name: "sales", acceptance: "manual", offerSeconds: 30, priority: "medium", rings: [{ afterSeconds: 0, skillsets: ["sales"] }] }],
  channels: [{ id: "wa", kind: "whatsapp", name: "Main number", queue: "sales", settings: SETTINGS }],
};

// Hashing a password takes its time; most sentences need none.
const SHOP = { ...SMALLEST, users: SMALLEST.users.map(({ password: _, ...user }) => user) };

/** Everything that is in the folder but audit and events. */
function contents({ db }: Office) {
  const tables = ["skillsets", "profiles", "profile_permissions", "users", "user_skillsets", "queues", "rings", "ring_skillsets", "channels", "secrets"];
  return Object.fromEntries(tables.map((table) => [table, db.query(`SELECT * FROM ${table}`).all()]));
}

test("the smallest file sets up an empty folder, one line per thing", async () => {
  const here = office();
  expect(await apply(here, SMALLEST)).toEqual(["skillset sales: added", "user ana: added", "queue sales: added", "channel wa: added"]);
  const kinds = here.news().map(({ kind }) => kind);
  expect(kinds).toEqual(["skillset.changed", "user.changed", "queue.changed", "channel.changed"]);
  expect(here.audits().map(({ action, userId }) => [action, userId])).toEqual([
    ["skillset.added", null],
    ["user.added", null],
    ["queue.added", null],
    ["channel.added", null],
  ]);
  const hash = (here.db.query("SELECT password_hash AS hash FROM users").get() as { hash: string }).hash;
  expect(await isPassword("ana-password", hash)).toBe(true);
});

test("the file of the documentation works to the letter, dots and all", async () => {
  const dots = JSON.parse(JSON.stringify(SMALLEST));
  dots.users[0].password = "…";
  for (const key of ["accessToken", "appSecret", "verifyToken"]) dots.channels[0].settings[key] = "…";
  expect(await apply(office(), dots)).toContain("user ana: added, with a short password");
});

test("a second time there is nothing to change", async () => {
  const here = office();
  await apply(here, SHOP);
  const before = contents(here);
  here.news();
  here.audits();
  expect(await apply(here, SHOP)).toEqual([]);
  expect(contents(here)).toEqual(before);
  expect(here.news()).toEqual([]);
  expect(here.audits()).toEqual([]);
});

test("nothing comes first in a file: sections and items may stand in any order", async () => {
  const one = office();
  const other = office();
  const more = {
    ...SHOP,
    profiles: [{ name: "Night", permissions: { "conversations.handle": "own" } }],
    users: [...SHOP.users, { username: "ben", profile: "Night" }],
  };
  await apply(one, more);
  await apply(other, Object.fromEntries(Object.entries(more).reverse()));
  const names = ({ db }: Office) => db.query("SELECT username, p.name AS profile FROM users u JOIN profiles p ON p.id = u.profile_id ORDER BY u.id").all();
  expect(names(one)).toEqual(names(other));
  expect(names(one)).toHaveLength(2);
});

test("one line says what each change was, and secrets stay unsaid", async () => {
  const here = office();
  await apply(here, SHOP);
  const lines = await apply(here, {
    skillsets: [{ name: "support" }],
    users: [{ username: "ana", email: null, capacity: 3, skillsets: [{ name: "sales", level: 9 }, "support"] }],
    queues: [
      {
        name: "sales",
        offerSeconds: 20,
        rings: [
          { afterSeconds: 0, skillsets: ["sales"] },
          { afterSeconds: 45, skillsets: ["support"] },
        ],
      },
    ],
    channels: [{ id: "wa", settings: { accessToken: "another", portfolio: "3", apiUrl: null } }],
  });
  expect(lines).toEqual([
    "skillset support: added",
    "user ana: email ana@example.com → none",
    "user ana: skillsets sales → sales (9), support",
    "user ana: capacity none → 3",
    "queue sales: offerSeconds 30 → 20",
    "queue sales: rings 0 s sales → 0 s sales; 45 s support",
    "channel wa: accessToken changed",
    "channel wa: portfolio none → 3",
    "channel wa: apiUrl http://127.0.0.1:9 → https://graph.facebook.com",
  ]);
  const said = JSON.stringify([here.news(), here.audits()]);
  for (const secret of ["another", '"token"', '"secret"']) expect(said).not.toContain(secret);
});

test("what the file does not name stays, and so does an attribute that it does not name", async () => {
  const here = office();
  await apply(here, SHOP);
  expect(await apply(here, { queues: [{ name: "sales", priority: "high" }] })).toEqual(["queue sales: priority medium → high"]);
  expect(here.db.query("SELECT offer_seconds AS offer, (SELECT count(*) FROM rings) AS rings FROM queues").get()).toEqual({ offer: 30, rings: 1 });
  expect(here.db.query("SELECT count(*) AS n FROM users").get()).toEqual({ n: 1 });
});

test("a skillset named without a level keeps the one it has", async () => {
  const here = office();
  await apply(here, SHOP);
  await apply(here, { users: [{ username: "ana", skillsets: [{ name: "sales", level: 8 }] }] });
  expect(await apply(here, SHOP)).toEqual([]);
});

test("a password counts only when the user is made", async () => {
  const here = office();
  await apply(here, SMALLEST);
  const changed = { users: [{ ...SMALLEST.users[0], password: "quite another" }] };
  expect(await apply(here, changed)).toEqual([]);
  const hash = (here.db.query("SELECT password_hash AS hash FROM users").get() as { hash: string }).hash;
  expect(await isPassword("ana-password", hash)).toBe(true);
});

test("things are renamed by what they were, once", async () => {
  const here = office();
  await apply(here, SHOP);
  const renamed = {
    skillsets: [{ name: "orders", was: "sales" }],
    users: [{ username: "anna", was: "ana" }],
    queues: [{ name: "orders", was: "sales", rings: [{ afterSeconds: 0, skillsets: ["orders"] }] }],
  };
  expect(await apply(here, renamed)).toEqual(["skillset orders: was sales", "user anna: was ana", "queue orders: was sales"]);
  expect(await apply(here, renamed)).toEqual([]);
  expect(here.db.query("SELECT count(*) AS n FROM users WHERE username = 'anna'").get()).toEqual({ n: 1 });
});

test("names may be handed on in a row, in whatever order they stand", async () => {
  for (const turn of [false, true]) {
    const here = office();
    await apply(here, { skillsets: [{ name: "a" }, { name: "b" }] });
    const ids = here.db.query("SELECT id FROM skillsets ORDER BY name").all();
    const chain = [
      { name: "c", was: "b" },
      { name: "b", was: "a" },
    ];
    const file = { skillsets: turn ? chain.toReversed() : chain };
    await apply(here, file);
    expect(here.db.query("SELECT id FROM skillsets ORDER BY name").all()).toEqual(ids);
    expect(here.db.query("SELECT name FROM skillsets ORDER BY id").all()).toEqual([{ name: "b" }, { name: "c" }]);
    expect(await apply(here, file)).toEqual([]);
  }
});

test("a rename is refused where both are there and nobody can tell which is meant", async () => {
  const here = office();
  await apply(here, { skillsets: [{ name: "a" }, { name: "b" }] });
  expect(await apply(here, { skillsets: [{ name: "b", was: "a" }] })).toEqual(["refused", "skillsets[0].was: a and b are both there: which one is meant?"]);
});

test("what is absent goes: users and channels are disabled because their history stays", async () => {
  const here = office();
  await apply(here, SHOP);
  const nothing = {
    skillsets: [{ name: "sales", absent: true }],
    users: [{ username: "ana", absent: true }],
    queues: [{ name: "sales", rings: [] }],
    channels: [{ id: "wa", absent: true }],
  };
  expect(await apply(here, nothing)).toEqual([
    "queue sales: rings 0 s sales → none",
    "channel wa: disabled, because its history stays",
    "user ana: disabled, because its history stays",
    "skillset sales: removed",
  ]);
  expect(await apply(here, nothing)).toEqual([]);
  expect(await apply(here, { users: [{ username: "ana", absent: false }], channels: [{ id: "wa", absent: false }] })).toEqual([
    "user ana: enabled",
    "channel wa: enabled",
  ]);
});

test("what is in use cannot be absent, and the file says why", async () => {
  const here = office();
  await apply(here, SHOP);
  const before = contents(here);
  expect(await apply(here, { skillsets: [{ name: "sales", absent: true }], queues: [{ name: "sales", absent: true }] })).toEqual([
    "refused",
    'queues[0].moveTo: is needed, because Main number still uses this queue: name the one that takes over, as "moveTo": "another"',
    "skillsets[0]: Rings still ask this skillset: sales. Take it out there first",
  ]);
  expect(contents(here)).toEqual(before);
});

test("all or nothing: one mistake at the end undoes everything before it", async () => {
  const here = office();
  const before = contents(here);
  const wrong = JSON.parse(JSON.stringify(SHOP));
  wrong.channels[0].settings.apiUrl = "ftp://nowhere";
  expect(await apply(here, wrong)).toEqual(["refused", "channels[0].settings.apiUrl: Write an address like https://example.com"]);
  expect(contents(here)).toEqual(before);
  expect(here.news()).toEqual([]);
  expect(here.audits()).toEqual([]);
});

test("a dry run says what would change and changes nothing", async () => {
  const here = office();
  const before = contents(here);
  const lines = await apply(here, SHOP, { dryRun: true });
  expect(lines).toHaveLength(4);
  expect(contents(here)).toEqual(before);
  expect(here.news()).toEqual([]);
  expect(await apply(here, SHOP)).toEqual(lines);
});

test("everything that is wrong is told at once, with the place where it stands", async () => {
  const lines = await apply(office(), {
    colours: [],
    skillsets: [{ name: "sales" }, { name: "Sales" }, {}],
    profiles: [{ name: "Night", capacity: "many", permissions: { "conversations.handle": "own", fly: "all" } }],
    users: [{ username: "ana", colour: "red", profile: "pilot", skillsets: ["sales", "karate"] }, { username: "ben" }, "carl"],
    queues: [
      {
        name: "sales",
        acceptance: "slow",
        offerSeconds: 0,
        rings: [
          { afterSeconds: 5, skillsets: ["judo"] },
          { afterSeconds: 5, skillsets: ["sales"] },
        ],
      },
    ],
    channels: [{ id: "wa", kind: "whatsapp", queue: "orders", settings: { phoneNumberId: "1", shoeSize: "43" } }],
  });
  const known = "known are";
  expect(lines).toEqual([
    "refused",
    `colours: is no section; ${known} skillsets, statuses, profiles, users, reasons, queues, shortcodes, locations, channels, mail`,
    "skillsets[1].name: Sales is named twice",
    "skillsets[2].name: is needed",
    "profiles[0].capacity: must be a whole number",
    expect.stringMatching(/^profiles\[0\]\.permissions\.fly: is no attribute here; known are conversations\.handle, /),
    `users[0].colour: is no attribute here; ${known} username, was, absent, name, email, password, profile, skillsets, capacity, byName`,
    "users[2]: must be an object",
    "queues[0].acceptance: must be one of automatic, manual",
    `users[0].profile: there is no "pilot" among the profiles; ${known} agent, super-agent, supervisor, administrator, api, Night`,
    `users[0].skillsets[1]: there is no "karate" among the skillsets; ${known} Sales`,
    "users[1].profile: is needed",
    `queues[0].rings[0].skillsets[0]: there is no "judo" among the skillsets; ${known} Sales`,
    "queues[0].offerSeconds: With 0 seconds every offer would be over before anybody saw it. Write 1 to 3600",
    "queues[0].rings[1].afterSeconds: Ring 2 must start after ring 1 (5 s)",
    `channels[0].queue: there is no "orders" among the queues; ${known} –`,
    expect.stringMatching(/^channels\[0\]\.settings\.shoeSize: is no setting of this kind; known are phoneNumberId, /),
    "channels[0].settings.wabaId: is needed",
    "channels[0].settings.accessToken: is needed",
    "channels[0].settings.appSecret: is needed",
    "channels[0].settings.verifyToken: is needed",
  ]);
});

test("a setting that nobody knows is told even where nothing else of the channel changes", async () => {
  const here = office();
  await apply(here, SMALLEST);
  const lines = await apply(here, { channels: [{ id: "wa", kind: "whatsapp", settings: { shoeSize: "43" } }] });
  expect(lines).toEqual(["refused", expect.stringMatching(/^channels\[0\]\.settings\.shoeSize: is no setting of this kind; known are phoneNumberId, /)]);
});

test("what only follows from another mistake is not told twice", async () => {
  const lines = await apply(office(), { ...SHOP, skillsets: [{ name: "x".repeat(101) }, { name: "sales" }], queues: [{ ...SHOP.queues[0], offerSeconds: 0 }] });
  expect(lines).toEqual([
    "refused",
    "skillsets[0].name: At most 100 letters",
    "queues[0].offerSeconds: With 0 seconds every offer would be over before anybody saw it. Write 1 to 3600",
  ]);
});

test("a value may come from the environment of the command", async () => {
  const here = office();
  const file = JSON.parse(JSON.stringify(SHOP));
  file.channels[0].settings.accessToken = { env: "WA_TOKEN" };
  file.queues[0].offerSeconds = { env: "OFFER" };
  expect(await apply(here, file, { env: { OFFER: "20" } })).toEqual(["refused", "channels[0].settings.accessToken: the environment has no WA_TOKEN"]);
  await apply(here, file, { env: { WA_TOKEN: "from outside", OFFER: "20" } });
  const { sealed } = here.db.query("SELECT sealed FROM secrets WHERE name = 'accessToken'").get() as { sealed: Uint8Array };
  expect(here.seal.open(sealed, "channel:wa:accessToken")).toBe("from outside");
  expect(here.db.query("SELECT offer_seconds AS offer FROM queues").get()).toEqual({ offer: 20 });
});

test("broken JSON is told with line and column", async () => {
  expect(await apply(office(), '{\n  "users": [\n    {"username": "ana",}\n  ]\n}')).toEqual([
    "refused",
    "this is no JSON: line 3, column 24, expected no comma before }",
  ]);
  expect(await apply(office(), '{"users": []')).toEqual(["refused", "this is no JSON: line 1, column 13, expected a comma or }"]);
  expect(await apply(office(), '{"queues": [], "queues": []}')).toEqual([
    "refused",
    'this is no JSON: line 1, column 16, expected "queues" once, it is here a second time',
  ]);
  expect(await apply(office(), "[]")).toEqual(["refused", 'the file must be an object like {"users": […]}']);
});

test("a starting profile is found by its role and keeps its name", async () => {
  const here = office();
  expect(await apply(here, { profiles: [{ name: "agent", capacity: 4 }] })).toEqual(["profile agent: capacity 6 → 4"]);
  expect(here.db.query("SELECT name, capacity FROM profiles WHERE builtin = 'agent'").get()).toEqual({ name: "Agent", capacity: 4 });
  const lines = await apply(here, {
    profiles: [{ name: "Night", capacity: 2, permissions: { "conversations.handle": "own", "conversations.view": "queues" } }],
  });
  expect(lines).toEqual(["profile Night: added"]);
  expect(await apply(here, { profiles: [{ name: "Night", permissions: { "conversations.view": "own" } }] })).toEqual([
    "profile Night: conversations.handle own → none",
    "profile Night: conversations.view queues → own",
  ]);
});

test("nobody needs to come first: an administrator may pass the office on within one file", async () => {
  const here = office();
  await apply(here, { users: [{ username: "greta", profile: "administrator" }] });
  const lines = await apply(here, {
    users: [
      { username: "greta", profile: "supervisor" },
      { username: "hanna", profile: "administrator" },
    ],
  });
  expect(lines).toEqual(["user greta: profile administrator → supervisor", "user hanna: added, without a password: user reset-password gives a link"]);
  expect(await apply(here, { users: [{ username: "hanna", absent: true }] })).toMatchObject(["refused", expect.stringContaining("users[0]")]);
});

test("a file cannot use what it takes away itself", async () => {
  const here = office();
  await apply(here, SHOP);
  const file = { skillsets: [{ name: "sales", absent: true }], queues: [{ name: "sales", rings: [] }], users: [{ username: "ana", skillsets: ["sales"] }] };
  expect(await apply(here, file)).toEqual(["refused", "users[0].skillsets[0]: sales is absent in this very file"]);
});

test("a channel cannot change its kind or its id", async () => {
  const here = office();
  await apply(here, SHOP);
  expect(await apply(here, { channels: [{ id: "main", was: "wa", kind: "whatsapp", queue: "sales", settings: SETTINGS }] })).toContain(
    "channels[0].was: the id of a channel stands in its webhook’s address and cannot change",
  );
});

test("a profile's places and queues, and who may be chosen by name, stand in a file too", async () => {
  const here = office();
  const night = { name: "Night", capacity: 5, capacities: { chat: 2, email: 0 }, queues: ["sales"], permissions: { "conversations.handle": "own" } };
  const file = { ...SHOP, profiles: [night], users: [{ ...SHOP.users[0], profile: "Night", byName: true }] };
  await apply(here, file);
  expect(await apply(here, file)).toEqual([]);
  expect(
    await apply(here, { profiles: [{ name: "Night", capacities: { chat: null, social: 1 }, queues: null }], users: [{ username: "ana", byName: false }] }),
  ).toEqual([
    "profile Night: capacities.chat 2 → none",
    "profile Night: capacities.social none → 1",
    "profile Night: queues sales → none",
    "user ana: byName yes → none",
  ]);
  expect(here.db.query("SELECT kind, capacity FROM profile_kinds ORDER BY kind").all()).toEqual([
    { kind: "email", capacity: 0 },
    { kind: "social", capacity: 1 },
  ]);
  expect(await apply(here, { profiles: [{ name: "Night", queues: ["judo"], capacities: { chat: 2000 } }] })).toEqual([
    "refused",
    'profiles[0].queues[0]: there is no "judo" among the queues; known are sales',
    "profiles[0].capacities.chat: Write a number from 0 to 1000",
  ]);
});

test("everybody's shortcodes are made, changed, renamed and removed", async () => {
  const here = office();
  const file = { shortcodes: [{ title: "Hello", category: "Greetings", text: "Good morning {customer}\n" }] };
  expect(await apply(here, file)).toEqual(["shortcode Hello: added"]);
  expect(await apply(here, file)).toEqual([]);
  const changed = { shortcodes: [{ title: "Welcome", was: "Hello", text: "Good evening {customer}" }] };
  const lines = ["shortcode Welcome: was Hello", "shortcode Welcome: text Good morning {customer} → Good evening {customer}"];
  expect(await apply(here, changed)).toEqual(lines);
  const [refused, ...why] = await apply(here, { shortcodes: [{ title: "Other", text: "For {custmer}" }, { title: "Empty" }] });
  expect([refused, why.join()]).toEqual(["refused", expect.stringContaining("Nothing is known as {custmer}")]);
  expect(await apply(here, { shortcodes: [{ title: "Welcome", absent: true }] })).toEqual(["shortcode Welcome: removed"]);
});

test("locations are made, moved, renamed and removed; where they are must be said", async () => {
  const here = office();
  const file = { locations: [{ name: "Shop", address: "Via Roma 1", latitude: 45.46427, longitude: "9.18951" }] };
  expect(await apply(here, file)).toEqual(["location Shop: added"]);
  expect(await apply(here, file)).toEqual([]);
  const changed = { locations: [{ name: "Store", was: "Shop", latitude: 45.5, address: "" }] };
  expect(await apply(here, changed)).toEqual([
    "location Store: was Shop",
    "location Store: address Via Roma 1 → none",
    "location Store: latitude 45.46427 → 45.5",
  ]);
  const wrong = await apply(here, { locations: [{ name: "Nowhere" }, { name: "Store", latitude: 91 }, { name: "East", latitude: 1, longitude: "far" }] });
  expect(wrong.join("\n")).toInclude("locations[2].longitude: must be a number of degrees");
  expect((await apply(here, { locations: [{ name: "Nowhere" }, { name: "Store", latitude: 91 }] })).slice(1)).toEqual([
    "locations[0].latitude: is needed",
    "locations[0].longitude: is needed",
    "locations[1].latitude: A number of degrees from -90 to 90, such as 45.46427",
  ]);
  expect(await apply(here, { locations: [{ name: "Store", absent: true }] })).toEqual(["location Store: removed"]);
});

test("a shortcode's buttons are declared with it; who says nothing of them leaves them, null takes them out", async () => {
  const here = office();
  const options = [{ title: "Today", description: "until seven" }, { title: "Monday" }];
  const file = (choices?: unknown) => ({ shortcodes: [{ title: "Day", text: "When?", ...(choices === undefined ? {} : { choices }) }] });
  expect(await apply(here, file({ kind: "list", open: "Days", options }))).toEqual(["shortcode Day: added"]);
  expect([await apply(here, file({ kind: "list", open: "Days", options })), await apply(here, file())]).toEqual([[], []]);
  const changed = await apply(here, file({ kind: "buttons", options: [{ title: "Yes" }] }));
  expect(changed).toEqual(["shortcode Day: choices list Days: Today, until seven; Monday → buttons: Yes"]);
  for (const wrong of [
    { kind: "quiz", options: [] },
    { kind: "buttons", options: [] },
    { kind: "buttons", options: [{ title: "x".repeat(21) }] },
  ])
    expect((await apply(here, file(wrong)))[0]).toBe("refused");
  expect(await apply(here, file(null))).toEqual(["shortcode Day: choices buttons: Yes → none"]);
});

test("statuses are made, marked, renamed and removed, and those of Parlo stay as they are", async () => {
  const here = office();
  const file = { statuses: [{ name: "Lunch", mark: "break" }, { name: "Training" }] };
  expect(await apply(here, file)).toEqual(["status Lunch: added", "status Training: added"]);
  expect(await apply(here, file)).toEqual([]);
  const changed = { statuses: [{ name: "Lunch", mark: "off" }, { name: "Course", was: "Training" }, { name: "Break" }] };
  expect(await apply(here, changed)).toEqual(["status Course: was Training", "status Lunch: mark break → off"]);
  expect(await apply(here, { statuses: [{ name: "Lunch", absent: true }] })).toEqual(["status Lunch: removed"]);
  expect(await apply(here, { statuses: [{ name: "Break", mark: "off" }] })).toEqual(["refused", "statuses[0]: This status belongs to Parlo and stays"]);
});
