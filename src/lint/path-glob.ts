/**
 * Whether a path of a finding is one that a glob means: `*` stands for one step or part of one, `**` for any number of
 * steps. Steps are separated by `/` in JSON Pointers and by `.` in Protobuf names; a glob is written like the paths.
 */
export function matchesGlob(glob: string, path: string): boolean {
  return stepsMatch(stepsOf(glob), stepsOf(path));
}

function stepsOf(text: string): readonly string[] {
  return text.startsWith("/") || text === "" ? text.split("/").slice(1) : text.split(".");
}

/** Row by row, so that many `**` cost no more than the product of both lengths. */
function stepsMatch(glob: readonly string[], path: readonly string[]): boolean {
  let reached = Array.from({ length: path.length + 1 }, (_, at) => at === 0);
  for (const step of glob) {
    const next = Array.from({ length: path.length + 1 }, () => false);
    for (let at = 0; at <= path.length; at += 1) {
      if (step === "**") next[at] = reached[at] === true || (at > 0 && next[at - 1] === true);
      else if (at > 0 && reached[at - 1] === true) next[at] = wordMatches(step, path[at - 1] ?? "");
    }
    reached = next;
  }
  return reached[path.length] === true;
}

/** `*` inside a step, greedy pieces in order: linear in the length of the step. */
function wordMatches(glob: string, word: string): boolean {
  const pieces = glob.split("*");
  const [first = "", ...rest] = pieces;
  if (rest.length === 0) return glob === word;
  const last = rest.pop() ?? "";
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length) return false;
  let at = first.length;
  const end = word.length - last.length;
  for (const piece of rest) {
    const found = word.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
