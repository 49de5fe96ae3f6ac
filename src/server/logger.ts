import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from "pino";

export { type Logger } from "pino";

/** How to log. */
export interface LoggerOptions {
  /** Least severity that is written. */
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** A JSON object a line, or text for people. */
  readonly format: "json" | "text";
  /** Where lines go; standard error when left out. */
  readonly destination?: DestinationStream;
}

/** Makes the process' logger. Only server/events.ts writes to it, so that nothing of a payload ever gets there. */
export function createLogger(options: LoggerOptions): Logger {
  // Lines are few and the last ones before an exit matter most: write each at once.
  const target = options.destination ?? destination({ fd: 2, sync: true });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.format === "text" ? asText(target) : target,
  );
}

function asText(target: DestinationStream): DestinationStream {
  return {
    write(line) {
      target.write(`${toText(line)}\n`);
    },
  };
}

/** One JSON line as text: time, severity, message, then the other fields as `name=value`. */
function toText(line: string): string {
  const entry = new Map<string, unknown>(Object.entries(JSON.parse(line) as object));
  const head = ["time", "level", "msg"].map((key) => show(entry.get(key)));
  head[1] = (head[1] ?? "").toUpperCase().padEnd(5);
  const rest = [...entry].filter(([key]) => key !== "time" && key !== "level" && key !== "msg");
  return [...head, ...rest.map(([key, value]) => `${key}=${quoted(show(value))}`)].join(" ");
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function quoted(text: string): string {
  // A line stays a line, whatever a name holds.
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
