import { Transform, type Readable } from "node:stream";
import { GlanceError } from "./errors.ts";

type Watch = { stallMs: number; stalled: AbortController; onSent: () => void };

/**
 * The bytes of `source` as they pass on. Ends with a `GlanceError`, which `stalled` is aborted with too, when none pass for
 * `stallMs`, or when the source breaks or has not `sizeBytes`. `onSent` hears of the last byte: from then on the cloud stores.
 */
export function watched(source: Readable, sizeBytes: number, { stallMs, stalled, onSent }: Watch): Readable {
  let passed = 0;
  let timer: NodeJS.Timeout | undefined;
  const fail = (error: GlanceError) => {
    stalled.abort(error);
    through.destroy(error);
  };
  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new GlanceError("timeout", `The upload stood still for ${stallMs / 1000} s after ${passed} of ${sizeBytes} bytes.`)), stallMs);
  };
  const through: Transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      arm();
      done(null, chunk);
    },
    flush(done) {
      clearTimeout(timer);
      if (passed === sizeBytes) {
        onSent();
        return done();
      }
      const error = new GlanceError("source-lost", `The file has ${passed} bytes instead of ${sizeBytes}.`);
      stalled.abort(error);
      done(error);
    },
  });
  arm();
  through.once("close", () => {
    clearTimeout(timer);
    source.destroy();
  });
  source.once("error", (error) => fail(new GlanceError("source-lost", `The file could not be read: ${error.message}`)));
  return source.pipe(through);
}
