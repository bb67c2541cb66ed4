import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import { BY_PRIORITY, FROM_ROWS, PHONE, ROW, type Row, STARRED } from "./store.ts";

/** The places beside each other above the list, and what else it can show. */
export type OpenLane = "mine" | "unassigned" | "all";
export type LiveLane = OpenLane | "starred";
export type Lane = LiveLane | "archived";

/** A row of somebody's list: `starred` by them, with what they have begun to write there. */
export type Listed = Row & { starred: number; draft: string | null };
const DRAFT = "(SELECT substr(d.text, 1, 200) FROM drafts d WHERE d.conversation_id = c.id AND d.agent_id = $viewerId AND d.text <> '')";

/**
 * What of a lane is asked for, and in which order. `words` is a pattern of GLOB, `digits` one that finds numbers (desk/words.ts);
 * whatever is null is not asked for.
 */
type Asked = { priority: string | null; channel: string | null; agentId: number | null; words: string | null; digits: string | null };
type Arranged = { sort: "priority" | "channel"; starredFirst: 0 | 1; limit: number };

const ASKED = "($priority IS NULL OR c.priority = $priority) AND ($channel IS NULL OR c.channel_id = $channel) AND ($agentId IS NULL OR c.agent_id = $agentId)";
const FOUND = `($words IS NULL OR p.name GLOB $words OR i.profile_name GLOB $words OR i.username GLOB $words OR m.text GLOB $words
  OR p.phone GLOB $digits OR ${PHONE} GLOB $digits OR c.id GLOB $digits)`;
const FIRST = `CASE $starredFirst WHEN 1 THEN ${STARRED} END DESC, CASE $sort WHEN 'channel' THEN ch.name END COLLATE NOCASE,
  CASE $sort WHEN 'channel' THEN ch.id END, ${BY_PRIORITY}`;

const lane = (condition: string, since: string) =>
  sql<Listed, VisibleTo & Asked & Arranged>(
    `SELECT ${ROW}, ${STARRED} AS starred, ${DRAFT} AS draft ${FROM_ROWS}
      WHERE ${condition} AND ${ASKED} AND ${FOUND} AND ${VISIBLE} ORDER BY ${FIRST}, ${since}, c.id LIMIT +$limit`,
  );
const counting = (condition: string) => sql<{ n: number }, VisibleTo>(`SELECT count(*) AS n FROM conversations c WHERE ${condition} AND ${VISIBLE}`);
const channels = (condition: string) =>
  sql<{ id: string; name: string }, VisibleTo>(
    `SELECT ch.id, ch.name FROM channels ch WHERE ch.id IN (SELECT c.channel_id FROM conversations c WHERE ${condition} AND ${VISIBLE})
      ORDER BY ch.name COLLATE NOCASE, ch.id`,
  );

const MINE = "c.agent_id = $viewerId AND c.state IN ('active','wrap_up')";
const UNASSIGNED = "c.state <> 'closed' AND c.state IN ('queued','offered')";
const OPEN = "c.state <> 'closed'";
const MARKED = "c.id IN (SELECT own.conversation_id FROM stars own WHERE own.agent_id = $viewerId)";

export const rowsIn: Readonly<Record<LiveLane, ReturnType<typeof lane>>> = {
  mine: lane(MINE, "c.accepted_at"),
  unassigned: lane(UNASSIGNED, "c.enqueued_at"),
  all: lane(OPEN, "c.enqueued_at"),
  starred: lane(MARKED, "c.enqueued_at"),
};

export const countIn: Readonly<Record<OpenLane, ReturnType<typeof counting>>> = {
  mine: counting(MINE),
  unassigned: counting(UNASSIGNED),
  all: counting(OPEN),
};

/** The channels of what stands in a lane. */
export const channelsIn: Readonly<Record<LiveLane, ReturnType<typeof channels>>> = {
  mine: channels(MINE),
  unassigned: channels(UNASSIGNED),
  all: channels(OPEN),
  starred: channels(MARKED),
};

/** The agents whose conversations a viewer may ask for; isolated: those who share a skillset with them (SPEC F10). */
export const agentsSeen = sql<{ id: number; name: string }, VisibleTo & { limit: number }>(
  `SELECT u.id, u.name FROM users u WHERE EXISTS (SELECT 1 FROM user_skillsets theirs WHERE theirs.user_id = u.id AND ($viewerScope <> 'skillsets'
      OR theirs.skillset_id IN (SELECT mine.skillset_id FROM user_skillsets mine WHERE mine.user_id = $viewerId)))
    ORDER BY u.name COLLATE NOCASE, u.id LIMIT +$limit`,
);
