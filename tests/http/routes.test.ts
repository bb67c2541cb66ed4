import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Browser, type Name, openApp, STAFF, type TestApp } from "./app.ts";
import { CONVERSATIONS, furnish } from "./centre.ts";

const WHO = ["nobody", ...(Object.keys(STAFF) as Name[])] as const;
type Expected = readonly [nobody: number, agent: number, superAgent: number, supervisor: number, administrator: number];

const page: Expected = [303, 200, 200, 200, 200];
const open: Expected = [200, 200, 200, 200, 200];
const nowhere: Expected = [404, 404, 404, 404, 404];
const dead: Expected = [410, 410, 410, 410, 410];
const forPrograms: Expected = [401, 401, 401, 401, 401];
// Another team's conversation is not there, but for who may see all.
const theirs: Expected = [303, 404, 404, 404, 200];
const notHeld: Expected = [401, 409, 409, 409, 409];

/** Agents see only their own. */
const ofTeams: Expected = [303, 403, 200, 200, 200];

const ofAdministrators: Expected = [303, 403, 403, 403, 200];
const byAdministrators = (status: number): Expected => [401, 403, 403, 403, status];

/** Every route, and what each role gets there, `:id` being another team's conversation and all fields left empty. One line per route. */
const ROUTES: Readonly<Record<string, Expected>> = {
  "GET /": [303, 303, 303, 303, 303],
  "GET /healthz": open,
  "GET /metrics": open,
  "GET /sign-in": [200, 303, 303, 303, 303],
  "POST /sign-in": [422, 422, 422, 422, 422],
  "GET /first-run/:token": dead,
  "POST /first-run/:token": dead,
  "GET /password/:token": dead,
  "POST /password/:token": dead,
  "GET /me": page,
  "GET /me/password": [303, 303, 303, 303, 303],
  "GET /me/shortcodes/": page,
  "GET /me/shortcodes/add": page,
  "POST /me/shortcodes/add": [401, 422, 422, 422, 422],
  "PUT /me/shortcodes/files/:clientId/": [401, 404, 404, 404, 404],
  "DELETE /me/shortcodes/files/:clientId/": [401, 204, 204, 204, 204],
  "GET /me/shortcodes/:id": [303, 404, 404, 404, 404],
  "POST /me/shortcodes/:id": [401, 404, 404, 404, 404],
  "GET /me/shortcodes/:id/remove": [303, 404, 404, 404, 404],
  "POST /me/shortcodes/:id/remove": [401, 404, 404, 404, 404],
  "POST /me/password": [401, 422, 422, 422, 422],
  "POST /me/signature": [401, 303, 303, 303, 303],
  "POST /me/preferences": [401, 204, 204, 204, 204],
  "POST /me/status": [401, 422, 422, 422, 422],
  "POST /presence": [401, 204, 204, 204, 204],
  "GET /stream": page,
  "GET /bar": page,
  "GET /today": page,
  "GET /home": page,
  "GET /held": page,
  "POST /admin/resume": [401, 403, 403, 403, 409],
  "GET /find": page,
  "GET /search": page,
  "GET /geo": [303, 200, 200, 200, 200],
  "GET /map/:z/:x/:y": [303, 404, 404, 404, 404],
  "GET /offer": page,
  "GET /conversations": page,
  "GET /conversations/rows": page,
  "GET /why/": ofTeams,
  "GET /why/news": ofTeams,
  "GET /why/:id": [303, 403, 404, 404, 200],
  "GET /conversations/:id": theirs,
  "GET /conversations/:id/changes": theirs,
  "GET /conversations/:id/earlier": theirs,
  "GET /conversations/:id/later": theirs,
  "GET /conversations/:id/scheduled": theirs,
  "POST /conversations/:id/scheduled": [401, 422, 422, 422, 422],
  "POST /conversations/:id/scheduled/:scheduledId/now": [401, 404, 404, 404, 404],
  "POST /conversations/:id/scheduled/:scheduledId/remove": [401, 404, 404, 404, 404],
  "GET /conversations/:id/older": theirs,
  "GET /conversations/:id/transcript": theirs,
  "GET /conversations/:id/why": theirs,
  "GET /conversations/:id/erase/": [303, 403, 403, 403, 409],
  "POST /conversations/:id/erase/": [401, 403, 403, 403, 409],
  "GET /conversations/:id/mail/": theirs,
  "POST /conversations/:id/mail/": [401, 404, 404, 404, 422],
  "POST /conversations/:id/mail/:mailId/again": [401, 404, 404, 404, 409],
  "GET /conversations/:id/location": [303, 404, 404, 404, 409],
  "GET /conversations/:id/found": theirs,
  "GET /conversations/:id/star": theirs,
  "POST /conversations/:id/star": [401, 404, 404, 404, 422],
  "GET /conversations/:id/colleagues": theirs,
  "POST /conversations/:id/mentions/seen": [401, 422, 422, 422, 422],
  "GET /conversations/:id/together": theirs,
  "POST /conversations/:id/writing": [401, 422, 422, 422, 422],
  "GET /conversations/:id/wrap-up": [303, 404, 404, 404, 404],
  "POST /conversations/:id/wrap-up": [401, 404, 404, 404, 404],
  "POST /conversations/:id/dispose": [401, 404, 404, 404, 409],
  "GET /conversations/:id/media": theirs,
  "GET /conversations/:id/past": theirs,
  "GET /conversations/:id/read": theirs,
  "GET /customers/:id/tickets": [303, 404, 404, 404, 404],
  "GET /customers/:id/tickets/add": [303, 404, 404, 404, 404],
  "POST /customers/:id/tickets/add": [401, 404, 404, 404, 404],
  "GET /tickets/:id": [303, 404, 404, 404, 404],
  "POST /tickets/:id": [401, 404, 404, 404, 404],
  "GET /customers/:id/quotes": [303, 404, 404, 404, 404],
  "GET /customers/:id/quotes/add": [303, 403, 404, 404, 404],
  "POST /customers/:id/quotes/add": [401, 403, 404, 404, 404],
  "POST /customers/:id/quotes/totals": [401, 403, 404, 404, 404],
  "GET /quotes/:id": [303, 404, 404, 404, 404],
  "POST /quotes/:id": [401, 403, 404, 404, 404],
  "POST /quotes/:id/state/:state": [401, 403, 404, 404, 404],
  "POST /quotes/:id/version": [401, 403, 404, 404, 404],
  "GET /quotes/:id/pdf": [303, 404, 404, 404, 404],
  "GET /conversations/:id/quotes": theirs,
  "PUT /conversations/:id/quotes/:quoteId/files/:clientId": [401, 404, 404, 404, 404],
  "GET /customers/:id/past": [303, 404, 404, 404, 404],
  "GET /customers/": page,
  "GET /customers/add": page,
  "POST /customers/add": [401, 422, 422, 422, 422],
  "GET /customers/export": [303, 403, 403, 403, 200],
  "GET /customers/import/": ofAdministrators,
  "POST /customers/import/file": byAdministrators(422),
  "GET /customers/import/:id": [303, 403, 403, 403, 404],
  "GET /customers/import/:id/progress": [303, 403, 403, 403, 404],
  "GET /customers/import/:id/problems": [303, 403, 403, 403, 404],
  "POST /customers/import/:id/check": byAdministrators(404),
  "POST /customers/import/:id/start": byAdministrators(404),
  "POST /customers/import/:id/drop": byAdministrators(404),
  "GET /customers/:id/merge": [303, 403, 404, 404, 404],
  "GET /customers/:id/merge/:otherId": [303, 403, 404, 404, 404],
  "POST /customers/:id/merge/:otherId": [401, 403, 404, 404, 404],
  "POST /customers/merges/:id/undo": [401, 403, 404, 404, 404],
  "GET /customers/:id": [303, 404, 404, 404, 404],
  "GET /customers/:id/record": [303, 404, 404, 404, 404],
  "GET /customers/:id/erase/": [303, 403, 403, 403, 404],
  "POST /customers/:id/erase/": [401, 403, 403, 403, 404],
  "GET /conversations/:id/shortcodes": theirs,
  "POST /conversations/:id/shortcodes/:shortcodeId/files": [401, 404, 404, 404, 404],
  "GET /conversations/:id/draft/": theirs,
  "GET /conversations/:id/transfer": [303, 404, 404, 404, 409],
  "GET /conversations/:id/assign": [303, 403, 403, 404, 200],
  "GET /conversations/:id/resume": theirs,
  "GET /conversations/:id/lost": theirs,
  "GET /waiting": page,
  "GET /waiting/rows": page,
  "GET /waiting/mine": page,
  "GET /waiting/mine/rows": page,
  "GET /history": page,
  "POST /customers/:id/record": [401, 404, 404, 404, 404],
  "POST /conversations/:id/accept": notHeld,
  "POST /conversations/:id/reject": notHeld,
  "POST /conversations/:id/close": notHeld,
  "POST /conversations/:id/transfer": [401, 422, 422, 422, 422],
  "POST /conversations/:id/take": [401, 403, 403, 403, 403],
  "POST /conversations/:id/resume": notHeld,
  "POST /conversations/:id/assign": [401, 403, 403, 422, 422],
  "POST /conversations/:id/opened": [401, 404, 404, 404, 204],
  "POST /conversations/:id/draft/": [401, 422, 422, 422, 422],
  "POST /conversations/:id/messages": [401, 422, 422, 422, 422],
  "POST /conversations/:id/notes": [401, 422, 422, 422, 422],
  "POST /conversations/:id/messages/:messageId/again": [401, 404, 404, 404, 409],
  "PUT /files/:clientId": [401, 404, 404, 404, 404],
  "DELETE /files/:clientId": [401, 204, 204, 204, 204],
  "GET /attachments/:id": [303, 404, 404, 404, 404],
  "HEAD /attachments/:id": [401, 404, 404, 404, 404],
  "GET /attachments/:id/thumbnail": [303, 404, 404, 404, 404],
  "GET /chat/widget.js": open,
  "GET /chat/:channelId": nowhere,
  "GET /chat/:channelId/colours.css": nowhere,
  "GET /chat/:channelId/messages": nowhere,
  "POST /chat/:channelId/messages": nowhere,
  "POST /chat/:channelId/seen": nowhere,
  "POST /chat/:channelId/writing": nowhere,
  "GET /chat/:channelId/stream": nowhere,
  "PUT /chat/:channelId/files/:clientId": nowhere,
  "DELETE /chat/:channelId/files/:clientId": nowhere,
  "GET /chat/:channelId/attachments/:id": nowhere,
  "HEAD /chat/:channelId/attachments/:id": nowhere,
  "GET /admin": ofAdministrators,
  "GET /admin/users/": ofAdministrators,
  "GET /admin/profiles/": ofAdministrators,
  "GET /admin/skillsets/": ofAdministrators,
  "GET /admin/statuses/": ofAdministrators,
  "GET /admin/shortcodes/": ofAdministrators,
  "GET /admin/queues/": ofAdministrators,
  "GET /admin/surveys/": ofAdministrators,
  "GET /admin/surveys/:id": [303, 403, 403, 403, 404],
  "POST /admin/surveys/:id": byAdministrators(404),
  "GET /admin/reasons/": ofAdministrators,
  "POST /admin/reasons/": byAdministrators(303),
  "GET /admin/fields/": ofAdministrators,
  "POST /admin/fields/add": byAdministrators(422),
  "GET /admin/fields/:id": [303, 403, 403, 403, 404],
  "POST /admin/fields/:id": byAdministrators(404),
  "POST /admin/fields/:id/up": byAdministrators(404),
  "GET /admin/fields/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/fields/:id/remove": byAdministrators(404),
  "GET /admin/channels/": ofAdministrators,
  "GET /admin/trouble/": ofAdministrators,
  "GET /admin/workspace/": ofAdministrators,
  "GET /admin/mail/": ofAdministrators,
  "POST /admin/mail/": byAdministrators(303),
  "POST /admin/mail/test": byAdministrators(200),
  "GET /admin/tokens/": ofAdministrators,
  "GET /admin/backups/": ofAdministrators,
  "GET /admin/users/add": ofAdministrators,
  "POST /admin/users/add": byAdministrators(422),
  "GET /admin/profiles/add": ofAdministrators,
  "POST /admin/profiles/add": byAdministrators(422),
  "GET /admin/queues/add": ofAdministrators,
  "POST /admin/queues/add": byAdministrators(422),
  "GET /admin/channels/add": ofAdministrators,
  "POST /admin/channels/add": byAdministrators(404),
  "POST /admin/channels/test": byAdministrators(404),
  "GET /admin/shortcodes/add": ofAdministrators,
  "POST /admin/shortcodes/add": byAdministrators(422),
  "PUT /admin/shortcodes/files/:clientId/": byAdministrators(404),
  "DELETE /admin/shortcodes/files/:clientId/": byAdministrators(204),
  "GET /admin/shortcodes/:id": [303, 403, 403, 403, 404],
  "POST /admin/shortcodes/:id": byAdministrators(404),
  "GET /admin/shortcodes/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/shortcodes/:id/remove": byAdministrators(404),
  "GET /admin/locations/": ofAdministrators,
  "GET /admin/locations/add": ofAdministrators,
  "POST /admin/locations/add": byAdministrators(422),
  "GET /admin/locations/:id": [303, 403, 403, 403, 404],
  "POST /admin/locations/:id": byAdministrators(404),
  "GET /admin/locations/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/locations/:id/remove": byAdministrators(404),
  "POST /admin/skillsets/add": byAdministrators(422),
  "POST /admin/statuses/add": byAdministrators(422),
  "POST /admin/workspace/": byAdministrators(422),
  "POST /admin/tokens/add": byAdministrators(422),
  "POST /admin/tokens/:id/revoke": byAdministrators(404),
  "POST /admin/backups/": byAdministrators(303),
  "GET /admin/backups/:name": [303, 403, 403, 403, 404],
  "GET /admin/users/:id": [303, 403, 403, 403, 404],
  "POST /admin/users/:id": byAdministrators(404),
  "GET /admin/profiles/:id": [303, 403, 403, 403, 404],
  "POST /admin/profiles/:id": byAdministrators(404),
  "GET /admin/skillsets/:id": [303, 403, 403, 403, 404],
  "POST /admin/skillsets/:id": byAdministrators(404),
  "GET /admin/queues/:id": [303, 403, 403, 403, 404],
  "POST /admin/queues/:id": byAdministrators(404),
  "GET /admin/channels/:id": [303, 403, 403, 403, 404],
  "POST /admin/channels/:id": byAdministrators(404),
  "GET /admin/profiles/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/profiles/:id/remove": byAdministrators(404),
  "GET /admin/statuses/:id": [303, 403, 403, 403, 404],
  "POST /admin/statuses/:id": byAdministrators(404),
  "GET /admin/statuses/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/statuses/:id/remove": byAdministrators(404),
  "GET /admin/skillsets/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/skillsets/:id/remove": byAdministrators(404),
  "GET /admin/queues/:id/remove": [303, 403, 403, 403, 404],
  "POST /admin/queues/:id/remove": byAdministrators(404),
  "POST /admin/users/:id/disable": byAdministrators(404),
  "POST /admin/users/:id/enable": byAdministrators(404),
  "POST /admin/users/:id/link": byAdministrators(404),
  "POST /admin/channels/:id/disable": byAdministrators(404),
  "POST /admin/channels/:id/enable": byAdministrators(404),
  "POST /admin/channels/:id/test": byAdministrators(404),
  "POST /admin/channels/:id/works": byAdministrators(404),
  "POST /admin/trouble/journal/all": byAdministrators(303),
  "POST /admin/trouble/journal/:id": byAdministrators(409),
  "POST /admin/trouble/jobs/:id": byAdministrators(409),
  "POST /admin/trouble/jobs/:id/drop": byAdministrators(409),
  "GET /what-if/": ofTeams,
  "POST /what-if/": [401, 403, 422, 422, 422],
  "GET /what-if/:run": [303, 403, 404, 404, 404],
  "GET /what-if/:run/progress": [303, 403, 404, 404, 404],
  "GET /webhooks/:channelId/": [404, 404, 404, 404, 404],
  "POST /webhooks/:channelId/": [404, 404, 404, 404, 404],
  "GET /api/openapi.json": open,
  "GET /api/v1/agents": forPrograms,
  "GET /api/v1/conversations": forPrograms,
  "GET /api/v1/conversations/:id": forPrograms,
  "GET /api/v1/conversations/:id/decisions": forPrograms,
  "GET /api/v1/conversations/:id/events": forPrograms,
  "GET /api/v1/conversations/:id/messages": forPrograms,
  "GET /api/v1/customers": forPrograms,
  "GET /api/v1/files/:id": forPrograms,
  // Last: who picks it up has it, and who has signed out is nobody.
  "POST /conversations/:id/pick-up": [401, 403, 404, 404, 204],
  "POST /sign-out": [401, 200, 303, 303, 200],
};

let app: TestApp;
const browsers = new Map<string, Browser>();

beforeAll(async () => {
  app = await openApp();
  await furnish(app);
  browsers.set("nobody", app.browser());
  for (const name of Object.keys(STAFF) as Name[]) browsers.set(name, await app.signedIn(name));
});
afterAll(() => app.close());

// Of what administrators change none is there, so that nothing goes.
const NONE = "999";
const pathOf = (path: string) => path.replace(":id", path.startsWith("/admin/") ? NONE : String(CONVERSATIONS.theirs)).replaceAll(/:\w+/g, "1");

async function asked(method: string, path: string): Promise<Record<string, number>> {
  const got: Record<string, number> = {};
  for (const who of WHO) got[who] = (await browsers.get(who)?.status(method, path)) ?? 0;
  return got;
}
const each = (expected: Expected): Record<string, number> => Object.fromEntries(WHO.map((who, n) => [who, expected[n] ?? 0]));

test("every route is in the table, and the table names no other", () => {
  const there = app.app.routes.filter(({ path }) => !path.startsWith("/static/")).map(({ method, path }) => `${method} ${path}`);
  expect(there.sort()).toEqual(Object.keys(ROUTES).sort());
});

test("a conversation of one's own team opens for whom it should, and in full for nobody else", async () => {
  const ours = `/conversations/${CONVERSATIONS.ours}`;
  expect(await asked("GET", ours)).toEqual(each(page));
  expect(await asked("GET", `${ours}/why`)).toEqual(each(page));
  expect(await asked("POST", `${ours}/opened`)).toEqual(each([401, 204, 204, 204, 204]));
  expect(await asked("GET", "/conversations/999")).toEqual(each([303, 404, 404, 404, 404]));
});

for (const [route, expected] of Object.entries(ROUTES)) {
  test(`${route} lets in whom it should`, async () => {
    const [method = "", path = ""] = route.split(" ");
    expect(await asked(method, pathOf(path))).toEqual(each(expected));
  });
}
