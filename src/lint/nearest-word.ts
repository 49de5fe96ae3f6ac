import { editDistance } from "../core/edit-distance.js";

/** Longest word compared; longer ones are no typing errors of anything. */
const maxLength = 64;

/** The candidate that a mistyped word most likely means; undefined when none is near. Regardless of case and separators. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  if (wanted.length > maxLength) return undefined;
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > maxLength) continue;
    const distance = editDistance(wanted, plain(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}
