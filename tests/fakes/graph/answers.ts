/** How a request ends: an answer, or none. */
export type End = Response | "hang" | "close";

const TITLES: Readonly<Record<number, string>> = {
  33: "Business phone number deleted",
  100: "Invalid parameter",
  190: "Access token expired",
  130429: "Rate limit hit",
  131000: "Something went wrong",
  131009: "Parameter value is not valid",
  131047: "Re-engagement message",
  131056: "Pair rate limit hit",
  132000: "Number of parameters does not match the expected number of params",
  132001: "Template name does not exist in the translation",
};

// Typical only: nobody may go by the status.
const STATUSES: Readonly<Record<number, number>> = {
  0: 401,
  3: 403,
  4: 429,
  10: 403,
  190: 401,
  80007: 429,
  130429: 429,
  131000: 500,
  131016: 500,
  131056: 429,
  131057: 500,
  132001: 404,
};

/** An error as the Graph API words it. */
export function graphError(code: number, details = TITLES[code] ?? "Refused", more: { subcode?: number; retryAfterSeconds?: number } = {}): Response {
  const error = {
    message: `(#${code}) ${TITLES[code] ?? "Refused"}`,
    type: "OAuthException",
    code,
    ...(more.subcode === undefined ? {} : { error_subcode: more.subcode }),
    error_data: { messaging_product: "whatsapp", details },
    fbtrace_id: "T",
  };
  const headers = more.retryAfterSeconds === undefined ? {} : { "retry-after": String(more.retryAfterSeconds) };
  return Response.json({ error }, { status: STATUSES[code] ?? 400, headers });
}

/** What is asked of an id that does not exist or may not be seen. */
export const noSuchObject = () => graphError(100, "Unsupported get request. Object with ID does not exist", { subcode: 33 });
