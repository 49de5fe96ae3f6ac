import { invalidArgument } from "../core/errors.js";

/** The major of a track, `v2`. @throws SluiceError INVALID_ARGUMENT */
export function parseMajor(field: string, track: string): number {
  if (/^v\d{1,9}$/.test(track)) return Number(track.slice(1));
  throw invalidArgument(
    field,
    track === "" ? "is required: v1, v2 …" : `'${track.slice(0, 40)}' is not a track; write v1, v2 …`,
  );
}
