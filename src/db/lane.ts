/** Work for a Worker, one piece after the other. Rejects with what went wrong there, its code with it. */
export type Lane<W, D> = { perform(work: W): Promise<D>; close(): void };

/** A Worker costs memory: it starts when there is work and ends when there has been none for a while. */
const IDLE_MS = 30_000;

type Asked<W> = { id: number; work: W };
type Reply<D> = { id: number; done: D } | { id: number; problem: { message: string; code: string | undefined } };

export function laneOf<W, D>(start: () => Worker): Lane<W, D> {
  const open = new Map<number, { resolve(done: D): void; reject(error: Error): void }>();
  let worker: Worker | null = null;
  let next = 0;
  let idle: Timer | undefined;

  const close = () => {
    clearTimeout(idle);
    worker?.terminate();
    worker = null;
  };
  const heard = ({ data }: MessageEvent<Reply<D>>) => {
    const asked = open.get(data.id);
    open.delete(data.id);
    if ("problem" in data) asked?.reject(Object.assign(new Error(data.problem.message), { code: data.problem.code }));
    else asked?.resolve(data.done);
    if (open.size === 0) idle = setTimeout(close, IDLE_MS);
  };
  const started = (): Worker => {
    clearTimeout(idle);
    if (worker) return worker;
    worker = start();
    worker.onmessage = heard;
    worker.onerror = (event) => {
      for (const { reject } of open.values()) reject(new Error(event.message));
      open.clear();
      close();
    };
    return worker;
  };

  return {
    perform: (work) =>
      new Promise((resolve, reject) => {
        const id = next++;
        open.set(id, { resolve, reject });
        started().postMessage({ id, work });
      }),
    close,
  };
}

/** The other end of a lane, in the Worker: `self` and what it does. */
export function answerWith<W, D>(self: Worker, perform: (work: W) => D | Promise<D>) {
  self.onmessage = async ({ data: { id, work } }: MessageEvent<Asked<W>>) => {
    try {
      self.postMessage({ id, done: await perform(work) });
    } catch (error) {
      self.postMessage({ id, problem: { message: String(error), code: (error as { code?: string }).code } });
    }
  };
}
