import { editDistance } from "../../core/edit-distance.js";

/** Names shorter than this are too short to look alike by a letter. */
const longEnough = 5;
const fewLetters = 2;
const longestName = 80;

/** Whether one name could be a new spelling of the other: other case or underscores, one within the other, or a letter or two apart. */
export function looksRenamed(first: string, second: string): boolean {
  const [a, b] = [plain(first), plain(second)];
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return false;
  if (a.includes(b) || b.includes(a)) return true;
  return (
    shorter >= longEnough && Math.max(a.length, b.length) <= longestName && editDistance(a, b, fewLetters) <= fewLetters
  );
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
