import {
  ALL_FORMATS,
  type AudioCodec,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputAudioTrack,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from "mediabunny";
import type { VoiceType } from "../channels/channel.ts";

/** A recording in the wrapping that its channel wants; its sound is what it was. */
export type Rewrapped = { bytes: Uint8Array<ArrayBuffer>; type: VoiceType; durationMs: number };
type Rewrap = { do: "rewrap"; bytes: Uint8Array; types: readonly VoiceType[] };
type Measure = { do: "measure"; path: string };
export type Work = Rewrap | Measure;
export type Done = { rewrap: Rewrapped | null; measure: number | null };

/** Nobody speaks for longer in one message; a file that says so was made to mislead. */
const SECONDS_MAX = 3_600;
/** One sound lasts 2.5 ms at least. */
const PACKETS_MAX = SECONDS_MAX * 400;
/** So that a player finds a place in it without reading all of it. */
const PAGE_SECONDS = 1;

const FORMATS: Readonly<Record<VoiceType, () => OutputFormat>> = {
  "audio/ogg": () => new OggOutputFormat({ maximumPageDuration: PAGE_SECONDS }),
  "audio/webm": () => new WebMOutputFormat(),
  "audio/mp4": () => new Mp4OutputFormat({ fastStart: "in-memory" }),
};

/** Done in the Worker. Null for what is no recording of a voice, or cannot be read to its end. */
export async function perform(work: Work): Promise<Done[Work["do"]]> {
  try {
    return work.do === "rewrap" ? await rewrapped(work) : await measured(work);
  } catch {
    // Whatever a file that comes from outside makes the reader throw: it cannot be read.
    return null;
  }
}

async function rewrapped({ bytes, types }: Rewrap): Promise<Rewrapped | null> {
  using input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const [track, ...others] = await input.getTracks();
  if (!track?.isAudioTrack() || others.length > 0) return null;
  const [codec, channels] = [await track.getCodec(), await track.getNumberOfChannels()];
  const type = codec === "opus" ? types.find((one) => one !== "audio/mp4") : codec === "aac" ? "audio/mp4" : undefined;
  if (codec === null || type === undefined || (type === "audio/ogg" && channels !== 1)) return null;
  const target = new BufferTarget();
  const output = new Output({ format: FORMATS[type](), target });
  if (!(await copied(track, codec, output)) || target.buffer === null) return null;
  const made = new Uint8Array(target.buffer);
  const durationMs = await durationOf(new BufferSource(made));
  return durationMs === null ? null : { bytes: made, type, durationMs };
}

/** False where there is nothing, or too much. */
async function copied(track: InputAudioTrack, codec: AudioCodec, output: Output): Promise<boolean> {
  const decoderConfig = await track.getDecoderConfig();
  if (decoderConfig === null) return false;
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  let [count, beginsAt] = [0, 0];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (count === 0) beginsAt = packet.timestamp;
    const timestamp = packet.timestamp - beginsAt;
    if (++count > PACKETS_MAX || timestamp > SECONDS_MAX) return false;
    await source.add(packet.clone({ timestamp }), count === 1 ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return count > 0;
}

const measured = ({ path }: Measure) => durationOf(new FilePathSource(path));

async function durationOf(source: BufferSource | FilePathSource): Promise<number | null> {
  using input = new Input({ source, formats: ALL_FORMATS });
  const seconds = await input.computeDuration();
  return seconds > 0 && seconds <= SECONDS_MAX ? Math.round(seconds * 1_000) : null;
}
