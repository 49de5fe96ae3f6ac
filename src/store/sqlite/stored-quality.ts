import type { StreamQuality } from "../../core/quality.js";

/** Streams whose last text is remembered. */
const capacity = 1000;

/** Reads stored quality rules. */
export type ReadQuality = (stream: string, text: string) => StreamQuality;

/** Reads each text once: as long as a stream has the same one, the object is the same too. */
export function createQualityReader(): ReadQuality {
  const known = new Map<string, { readonly text: string; readonly quality: StreamQuality }>();
  return (stream, text) => {
    const last = known.get(stream);
    if (last?.text === text) return last.quality;
    const quality = JSON.parse(text) as StreamQuality;
    known.delete(stream);
    known.set(stream, { text, quality });
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return quality;
  };
}
