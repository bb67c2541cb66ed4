import { Elysia, t } from "elysia";
import { html } from "../../../views/render.tsx";
import { ChatPage, ClosedPage, NoChatPage } from "../../../views/webchat/page.tsx";
import { access } from "../../http/access.ts";
import { Gone, NotFound } from "../../http/errors.ts";
import { pagePolicy } from "../../http/policy.ts";
import { isLanguage } from "../../texts/catalogue.ts";
import type { Workspace } from "../../workspace.ts";
import type { Channel } from "../channels.ts";
import { chatOf } from "./chat.ts";
import { styleOf } from "./colours.ts";
import { lookoutOf } from "./lookout.ts";
import { isThere } from "./there.ts";
import { visitorRoutes } from "./visitor-routes.ts";

/** How long other sites keep the script: an upgrade arrives within it. */
const WIDGET_SECONDS = 600;
const FOREVER = "public, max-age=31536000, immutable";
/** What a browser asks of a frame on a page that is isolated from others (Cross-Origin-Embedder-Policy). */
const EMBEDDABLE = { "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "cross-origin" };

const byChannel = t.Object({ channelId: t.String() });

/** The web chat: its page, its script for other sites, and what its visitors say and hear. */
export const webchatRoutes = (workspace: Workspace) => {
  const { assets, channels } = workspace;
  const find = (id: string): Channel | null => {
    const channel = channels.find(id);
    return channel?.kind.kind === "webchat" ? channel : null;
  };
  const channelOf = (id: string): Channel => {
    const channel = find(id);
    if (!channel) throw new NotFound();
    return channel;
  };
  return new Elysia({ prefix: "/chat" })
    .use(access(workspace))
    .get(
      "/widget.js",
      ({ request }) => {
        const answer = assets.answer("widget.js", request, false);
        answer.headers.set("cache-control", `public, max-age=${WIDGET_SECONDS}`);
        answer.headers.set("cross-origin-resource-policy", "cross-origin");
        return answer;
      },
      { may: "anyone" },
    )
    .get(
      "/:channelId",
      ({ params: { channelId }, query: { lang }, page: pageOf, visitor }) => {
        const language = isLanguage(lang) ? lang : visitor.language;
        // Whoever looks is a visitor here, also one of the staff.
        const page = { ...pageOf(), language, theme: "system" as const, csrf: "", person: null };
        const channel = find(channelId);
        if (!channel) return html(page, <NoChatPage />, { status: 404 });
        const chat = chatOf(channel, language);
        const headers = { ...EMBEDDABLE, "content-security-policy": pagePolicy(["'self'", ...chat.sites]) };
        if (channel.row.disabledAt !== null) return html(page, <ClosedPage title={chat.title} />, { headers });
        return html(page, <ChatPage chat={chat} ready={isThere(workspace, channel)} />, { headers });
      },
      { may: "anyone", params: byChannel },
    )
    .get(
      "/:channelId/colours.css",
      ({ params: { channelId }, query: { of } }) => {
        const { colour } = chatOf(channelOf(channelId), "en");
        const headers = { "content-type": "text/css; charset=utf-8", "cache-control": of === colour ? FOREVER : "no-cache" };
        return new Response(styleOf(colour), { headers });
      },
      { may: "anyone", params: byChannel },
    )
    .use(visitorRoutes(workspace, (id) => openOf(channelOf(id)), lookoutOf(workspace)));
};

function openOf(channel: Channel): Channel {
  if (channel.row.disabledAt !== null) throw new Gone("webchat.is-closed");
  return channel;
}
