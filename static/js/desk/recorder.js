// The microphone: what is spoken becomes one piece of sound, in one channel. One recording at a time in all tabs of a browser.

/** What the server can wrap without touching the sound, the best first. */
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4"];
const BITS_PER_SECOND = 24_000;
const PART_MS = 1000;
const LOOK_MS = 60;
/** The wrapping of what is sent may take a little more than that of what was recorded. */
const SHARE_MAX = 0.95;
const LOCK = "parlo-microphone";
const CAUSES = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none" };

const typeOf = () => TYPES.find((type) => globalThis.MediaRecorder?.isTypeSupported(type));

export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && typeOf());

/** Whether the browser gives the microphone: "granted", "denied", or "prompt" when it will ask, or does not say. */
export async function permission() {
  const found = await navigator.permissions?.query({ name: "microphone" }).catch(() => null);
  return found?.state ?? "prompt";
}

/** Why there is no recording, as the page words it. */
export const causeOf = (error) => (error.elsewhere ? "elsewhere" : (CAUSES[error.name] ?? "busy"));

/**
 * Begins to record. `look` gets { ms, level } many times a second; `done` gets { blob, ms, why: "stopped" | "full" | "lost" }.
 * Gives { stop, cancel }. Throws when there is no microphone to be had (`causeOf`).
 */
export async function record({ bytesMax, secondsMax, look, done }) {
  const release = await alone();
  try {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    return listen(stream, { bytesMax: bytesMax * SHARE_MAX, msMax: secondsMax * 1000, look, done, release });
  } catch (error) {
    release();
    throw error;
  }
}

function alone() {
  const { promise, resolve, reject } = Promise.withResolvers();
  const taken = Object.assign(new Error("another tab records"), { elsewhere: true });
  const hold = (lock) => (lock ? new Promise(resolve) : reject(taken));
  navigator.locks.request(LOCK, { ifAvailable: true }, hold).catch(reject);
  return promise;
}

function listen(stream, { bytesMax, msMax, look, done, release }) {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  // Not every browser heeds the wish for one channel.
  const mono = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: "explicit" });
  source.connect(analyser);
  source.connect(mono);
  const type = typeOf();
  const recorder = new MediaRecorder(mono.stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
  const samples = new Float32Array(analyser.fftSize);
  const parts = [];
  const startedAt = performance.now();
  const ms = () => Math.min(msMax, performance.now() - startedAt);
  let [bytes, why, length] = [0, "", 0];

  const end = (cause) => {
    if (why) return;
    why = cause;
    length = ms();
    clearInterval(timer);
    if (recorder.state !== "inactive") recorder.stop();
  };
  const heed = () => {
    if (bytes > bytesMax || ms() >= msMax) end("full");
  };
  recorder.ondataavailable = ({ data }) => {
    parts.push(data);
    bytes += data.size;
    heed();
  };
  recorder.onstop = () => {
    end("lost");
    for (const track of stream.getTracks()) track.stop();
    void context.close();
    release();
    if (why !== "cancelled") done({ blob: new Blob(parts, { type: type.split(";")[0] }), ms: length, why });
  };
  for (const track of stream.getTracks()) track.onended = () => end("lost");
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    look({ ms: ms(), level: Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length) });
    heed();
  }, LOOK_MS);
  recorder.start(PART_MS);
  return { stop: () => end("stopped"), cancel: () => end("cancelled") };
}
