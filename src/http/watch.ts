/** Bounds one request in time: `signal` cuts it after too long a silence of the other side, or when the whole takes too long. */
export type Watch = {
  signal: AbortSignal;
  /** Something moved: the silence is counted anew. */
  heard(): void;
  /** It is our turn: no silence is counted. */
  rest(): void;
  /** It is over, well or not. */
  end(): void;
  /** Over, and the connection is cut. */
  stop(): void;
};

export function watchOver(timeoutMs: number, totalMs: number): Watch {
  const controller = new AbortController();
  const abort = (why: string) => controller.abort(Object.assign(new Error(why), { code: why }));
  const whole = setTimeout(abort, totalMs, `no end after ${totalMs} ms`);
  let silence = setTimeout(abort, timeoutMs, `nothing for ${timeoutMs} ms`);
  const rest = () => clearTimeout(silence);
  const end = () => {
    clearTimeout(whole);
    rest();
  };
  return {
    signal: controller.signal,
    heard: () => {
      rest();
      silence = setTimeout(abort, timeoutMs, `nothing for ${timeoutMs} ms`);
    },
    rest,
    end,
    stop: () => {
      end();
      abort("stopped");
    },
  };
}
