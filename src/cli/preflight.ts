import { type EnforcePreflight, FailureTypeSchema, type PreflightCause, type TypePreflight } from "@sluice/client/gen";
import type { Look } from "./look.js";
import { count, counted } from "./numbers.js";
import { renderTable } from "./table.js";
import { word } from "./words.js";

function renderTypes(types: readonly TypePreflight[], look: Look): string {
  return renderTable(
    [
      { title: "type", flexible: true },
      { title: "events", align: "right" },
      { title: "would refuse", align: "right" },
    ],
    types.map(({ type, events, wouldRefuse }) => [type, count(events), count(wouldRefuse)]),
    look,
  );
}

function renderCauses(causes: readonly PreflightCause[], look: Look): string {
  return renderTable(
    [
      { title: "events", align: "right" },
      { title: "type", flexible: true },
      { title: "failure" },
      { title: "why", flexible: true, below: 1 },
      { title: "newest at", align: "right", optional: 1 },
    ],
    causes.map(({ count: events, type, failureType, message, samplePosition }) => [
      count(events),
      type,
      word(FailureTypeSchema, failureType),
      message,
      String(samplePosition),
    ]),
    look,
  );
}

/** What enforcing would have refused: how many by what was recorded, and why by the events of the log. */
export function renderPreflight(preflight: EnforcePreflight, look: Look): string {
  const { events, wouldRefuse, types, examined, examinedRefused, causes } = preflight;
  const { colors } = look;
  if (events === 0n && examined === 0) return colors.dim("  no events in the last 24 hours to judge by");
  const all = `${counted(events, "event")} of the last 24 hours`;
  const newest = `the newest ${counted(examined, "event")} of the log`;
  if (wouldRefuse === 0n && examinedRefused === 0) {
    if (examined === 0)
      return `  ${colors.yellow("!")} the log has none of ${all} to judge by, and no failure was recorded`;
    const looked = BigInt(examined) < events ? `the newest ${count(examined)} of ${all}` : all;
    return `  ${colors.green("✓")} enforcing would have refused none of ${looked}`;
  }
  const recorded =
    wouldRefuse === 0n
      ? []
      : [
          `  ${colors.yellow("!")} enforcing would have refused ${count(wouldRefuse)} of ${all}`,
          "",
          renderTypes(types, look),
          "",
        ];
  const now =
    examinedRefused === 0
      ? [`  ${colors.green("✓")} by the schemas and rules as they would be now, none of ${newest} would be refused`]
      : [
          `  ${colors.yellow("!")} of ${newest}, ${count(examinedRefused)} would be refused`,
          "",
          renderCauses(causes, look),
        ];
  return [...recorded, ...now].join("\n");
}
