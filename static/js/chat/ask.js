import { chat, language, say } from "./given.js";
import { tokenForWriting } from "./visitor.js";

const ANSWER_MS_MAX = 30_000;

export const address = (path) => `/chat/${chat.channelId}${path}`;

/** The headers of everything a visitor asks. No cookie goes along: the token says who it is. */
export const headers = () => ({ "Parlo-Visitor": tokenForWriting(), Accept: "application/json", "Accept-Language": language });

/**
 * Asks the server. Gives { status, body, seconds, sentence }: status 0 when no answer came, `seconds` to wait when it was too
 * much, `sentence` what to tell the visitor when it was refused.
 */
export async function ask(method, path, body) {
  const json = body === undefined ? {} : { "Content-Type": "application/json" };
  try {
    const response = await fetch(address(path), {
      method,
      headers: { ...headers(), ...json },
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json().catch(() => null);
    return { status: response.status, body: answer, ...refusalIn(response.status, answer, response.headers.get("retry-after")) };
  } catch {
    return { status: 0, body: null, seconds: 0, sentence: "" };
  }
}

/** What to tell of a refusal. */
export function refusalIn(status, answer, retryAfter) {
  if (status < 400) return { seconds: 0, sentence: "" };
  const [field] = Object.values(answer?.fields ?? {});
  const known = status < 500 || status === 507;
  return { seconds: Number(retryAfter ?? 0), sentence: (known && (field ?? answer?.title)) || say("failed") };
}
