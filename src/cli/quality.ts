import { fromJsonString } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  type EventQuality,
  type QualityStats,
  type Severity,
  SeveritySchema,
  type StreamQuality,
  StreamQualitySchema,
} from "@sluice/client/gen";
import { failure } from "./cli-error.js";
import { readInputText } from "./input-file.js";
import type { Look } from "./look.js";
import { count } from "./numbers.js";
import type { Surroundings } from "./surroundings.js";
import { type Cell, renderTable } from "./table.js";
import { printable } from "./text-width.js";
import { formatSpan } from "./times.js";
import { word } from "./words.js";

/** Reads quality rules from a file in protobuf JSON. */
export async function readQuality(file: string, surroundings: Pick<Surroundings, "stdin">): Promise<StreamQuality> {
  const text = await readInputText(file, surroundings);
  try {
    return fromJsonString(StreamQualitySchema, text);
  } catch (caught) {
    const why = caught instanceof Error ? caught.message : String(caught);
    throw failure(`${file}: holds no quality rules: ${why}`, "docs/quality.md shows what they look like");
  }
}

/** Quality rules as labelled values, one for each part of them; nothing where there are none. */
export function qualityFields(quality: StreamQuality | undefined): readonly (readonly [string, string])[] {
  if (quality === undefined) return [];
  const { completeness, freshness, rules } = quality;
  const bounds = [
    ...(freshness?.maxAge ? [`at most ${formatSpan(durationMs(freshness.maxAge))} old`] : []),
    ...(freshness?.maxFutureSkew ? [`at most ${formatSpan(durationMs(freshness.maxFutureSkew))} ahead`] : []),
  ];
  return [
    ...(completeness === undefined
      ? []
      : [
          [
            "completeness",
            `at least ${completeness.minimum} of ${completeness.fields.length} fields (${severityWord(completeness.severity)})`,
          ] as const,
        ]),
    ...(freshness === undefined
      ? []
      : [["freshness", `${bounds.join(", ")} (${severityWord(freshness.severity)})`] as const]),
    ...rules.map(({ id, severity, description }) => {
      const what = description === "" ? "" : `: ${description}`;
      return ["rule", `${id} (${severityWord(severity)})${what}`] as const;
    }),
  ];
}

function severityWord(severity: Severity): string {
  return word(SeveritySchema, severity);
}

/** What was measured of one event, on one line; empty where nothing was. */
export function renderEventQuality(quality: EventQuality | undefined): string {
  if (quality === undefined) return "";
  const { score, missingFields, age } = quality;
  const missing = missingFields.length === 0 ? "" : `, missing ${missingFields.map(printable).join(", ")}`;
  const ms = age === undefined ? undefined : durationMs(age);
  return [
    ...(score === undefined ? [] : [`completeness ${score.toFixed(2)}${missing}`]),
    ...(ms === undefined ? [] : [ms < 0 ? `${formatSpan(-ms)} ahead of its time` : `${formatSpan(ms)} old`]),
  ].join("; ");
}

const bars = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Ten bars, one for each tenth of the score. */
function histogram(counts: readonly bigint[]): string {
  const most = counts.reduce((known, one) => (one > known ? one : known), 1n);
  return counts.map((one) => bars[one === 0n ? 0 : Math.max(1, Math.round(Number((one * 8n) / most)))]).join("");
}

/** A table of what quality rules found, by stream, type and rule; empty where there is nothing. */
export function renderQualityStats(rows: readonly QualityStats[], look: Look): string {
  if (rows.length === 0) return "";
  const right = (title: string) => ({ title, align: "right" as const });
  const found = (value: bigint, paint: (text: string) => string): Cell =>
    value === 0n ? "0" : { text: count(value), paint };
  const { yellow, red } = look.colors;
  return renderTable(
    [
      { title: "stream", flexible: true },
      { title: "type", flexible: true },
      { title: "score 0 to 1", optional: 1 },
      { title: "rule", flexible: true },
      right("warnings"),
      right("errors"),
      right("failed"),
    ],
    rows.flatMap(({ stream, type, scoreHistogram, rules }) => {
      const first = [stream, type, scoreHistogram.length === 0 ? "" : `[${histogram(scoreHistogram)}]`];
      if (rules.length === 0) return [[...first, "", "", "", ""]];
      return rules.map(({ rule, warnings, errors, failed }, index) => [
        ...(index === 0 ? first : ["", "", ""]),
        rule,
        found(warnings, yellow),
        found(errors, red),
        found(failed, red),
      ]);
    }),
    look,
  );
}
