import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** A system call that strace saw. */
export interface SystemCall {
  readonly name: string;
  /** The thread that made it. */
  readonly thread: number;
  /** Its first argument where that is a file descriptor, and what that is open on; empty for other arguments. */
  readonly descriptor: number | undefined;
  readonly file: string;
  /** The bytes it was given, cut to what it took; empty where it was given none. */
  readonly data: Buffer;
  readonly result: number;
  /** Lines of the trace where it began and ended: what ends on an earlier line ended before. */
  readonly began: number;
  readonly ended: number;
}

/** What traces a program with everything `readTrace` needs. To be put before its command. */
export function traceCommand(output: string, names: readonly string[]): readonly string[] {
  return ["strace", "-f", "-ttt", "-yy", "-xx", "-s", "100000", "-o", output, "-e", `trace=${names.join(",")}`];
}

/** Why programs cannot be traced here; undefined when they can. */
export function whyNoTrace(): string | undefined {
  if (process.platform !== "linux") return "strace exists on Linux only";
  const { error, status, stderr } = spawnSync("strace", ["-f", "-o", "/dev/null", process.execPath, "-e", "0"]);
  if (error !== undefined) return `strace cannot be run: ${error.message}`;
  if (status === 0) return undefined;
  const scope = existsSync("/proc/sys/kernel/yama/ptrace_scope") ? " (see /proc/sys/kernel/yama/ptrace_scope)" : "";
  return `strace may not trace here: ${stderr.toString().trim()}${scope}`;
}

const line = /^(\d+) +\d+\.\d+ (.*)$/;
const begun = /^(\w+)\((.*) <unfinished \.\.\.>$/;
const resumed = /^<\.\.\. (\w+) resumed>(.*)\) += (-?\d+)/;
const whole = /^(\w+)\((.*)\) += (-?\d+)/;

/** Reads what `traceCommand` wrote, in the order in which the calls began. */
export function readTrace(text: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  // By thread, what it is in.
  const open = new Map<string, { name: string; thread: number; parameters: string; began: number }>();
  for (const [number, content] of text.split("\n").entries()) {
    const [, thread = "", what = ""] = line.exec(content) ?? [];
    const start = begun.exec(what);
    if (start !== null) {
      open.set(thread, { name: start[1] ?? "", thread: Number(thread), parameters: start[2] ?? "", began: number });
      continue;
    }
    const end = resumed.exec(what);
    const opened = end === null ? undefined : open.get(thread);
    if (end !== null && opened !== undefined) {
      open.delete(thread);
      calls.push(toCall({ ...opened, parameters: opened.parameters + (end[2] ?? "") }, Number(end[3]), number));
      continue;
    }
    const single = whole.exec(what);
    if (single === null) continue;
    const [, name = "", parameters = "", result] = single;
    calls.push(toCall({ name, thread: Number(thread), parameters, began: number }, Number(result), number));
  }
  return calls.toSorted((a, b) => a.began - b.began);
}

function toCall(
  { name, thread, parameters, began }: { name: string; thread: number; parameters: string; began: number },
  result: number,
  ended: number,
): SystemCall {
  const [, descriptor, target = ""] = /^(\d+)<([^>]*)>/.exec(parameters) ?? [];
  const pieces = [...parameters.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, piece = ""]) => decode(piece));
  return {
    name,
    thread,
    descriptor: descriptor === undefined ? undefined : Number(descriptor),
    file: decode(target).toString(),
    data: Buffer.concat(pieces).subarray(0, Math.max(0, result)),
    result,
    began,
    ended,
  };
}

/** `\x61\x62` as its bytes; what is not written so stays as it is. */
function decode(text: string): Buffer {
  return text.startsWith("\\x") ? Buffer.from(text.replaceAll("\\x", ""), "hex") : Buffer.from(text);
}
