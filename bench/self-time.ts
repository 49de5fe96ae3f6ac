import { readFile } from "node:fs/promises";
import type { Profiler } from "node:inspector";

/** A function with its share of a profile. */
export interface SelfTime {
  readonly name: string;
  /** File and line, shortened; empty for native code. */
  readonly place: string;
  /** Of the time in which the thread did anything, 0 to 1. */
  readonly share: number;
}

/** Reads a CPU profile and says which functions took most time by themselves, most first. */
export async function readSelfTimes(file: string): Promise<readonly SelfTime[]> {
  const { nodes, samples = [], timeDeltas = [] } = JSON.parse(await readFile(file, "utf8")) as Profiler.Profile;
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const micros = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = byId.get(id);
    const delta = timeDeltas[index + 1] ?? 0;
    if (frame === undefined || frame.functionName === "(idle)") continue;
    busy += delta;
    const key = `${frame.functionName || "(anonymous)"}\n${placeOf(frame)}`;
    micros.set(key, (micros.get(key) ?? 0) + delta);
  }
  return [...micros]
    .sort(([, a], [, b]) => b - a)
    .map(([key, time]) => {
      const [name = "", place = ""] = key.split("\n");
      return { name, place, share: time / busy };
    });
}

function placeOf({ url, lineNumber }: Profiler.Profile["nodes"][number]["callFrame"]): string {
  if (url === "") return "";
  const short = url.replace(/^file:\/\//, "").replace(/^.*?\/(node_modules|dist)\//, "");
  return `${short}:${lineNumber + 1}`;
}
