import { editDistance } from "./edit-distance.js";

/** Longest word that is compared; longer ones are no slips of anything. */
const maxLength = 64;

/**
 * The candidate that a mistyped word most likely means, regardless of case and separators; undefined when none is near, that
 * is within a third of the word's length and at most four slips.
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  if (wanted.length > maxLength) return undefined;
  let best: string | undefined;
  let most = Math.min(4, Math.floor(wanted.length / 3));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > maxLength) continue;
    const distance = editDistance(wanted, plain(candidate), most);
    if (distance > most) continue;
    if (distance === 0) return candidate;
    best = candidate;
    most = distance - 1;
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}
