// Streams of signals in the least that Bun needs: the bytes are made once for all who are told.

type Out = ReadableStreamDefaultController<Uint8Array>;

const encoder = new TextEncoder();
const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-store" };

/** Opens a stream; `open` is given the way to write to it. */
export function streamOf(open: (out: Out) => void, close: (out: Out) => void): Response {
  let out: Out;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      out = controller;
      out.enqueue(encoder.encode('event: hello\ndata: {"id":0}\n\n'));
      open(out);
    },
    cancel: () => close(out),
  });
  return new Response(stream, { headers: HEADERS });
}

export const signal = (id: number, topic: string): Uint8Array => encoder.encode(`data: ${JSON.stringify({ id, topics: [topic] })}\n\n`);

/** Which customer writes, and what: a call of load/calls.ts. */
export function saidIn(body: string): { customer: number; text: string } {
  const { messages } = JSON.parse(body).entry[0].changes[0].value as { messages: [{ from: string; text: { body: string } }] };
  return { customer: Number(messages[0].from) % 1_000_000, text: messages[0].text.body };
}
