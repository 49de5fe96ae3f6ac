import pico from "picocolors";
import type { Sink, Surroundings } from "./surroundings.js";

/** The colour functions; each returns the text unchanged where colours are off. */
export type Colors = ReturnType<typeof pico.createColors>;

/** How to draw on one stream. */
export interface Look {
  readonly colors: Colors;
  /** Cells in a line; infinite where the stream is not a terminal, so that files and pipes get everything. */
  readonly width: number;
  /** What relative times are relative to. */
  readonly now: Date;
}

function wantsColors(sink: Sink, environment: NodeJS.ProcessEnv): boolean {
  // https://no-color.org: any value that is not empty counts.
  if ((environment["NO_COLOR"] ?? "") !== "") return false;
  return sink.isTTY === true && environment["TERM"] !== "dumb";
}

/** How to draw on `sink`: colours on terminals unless NO_COLOR or a dumb terminal speaks against it. */
export function lookOf(sink: Sink, surroundings: Pick<Surroundings, "environment" | "now">): Look {
  return {
    colors: pico.createColors(wantsColors(sink, surroundings.environment)),
    width: sink.isTTY === true ? (sink.columns ?? 80) : Number.POSITIVE_INFINITY,
    now: surroundings.now(),
  };
}
