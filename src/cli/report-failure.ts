import type { ErrorDescription } from "@sluice/client";
import { CliError } from "./cli-error.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { InvalidSchema, spotOfError } from "./invalid-schema.js";
import { type Look, lookOf } from "./look.js";
import { isReaderGone, type OutputFormat, safeJson, writeResult } from "./output.js";
import type { MachineFormat } from "./report-options.js";
import { renderFrame, spotName } from "./report/code-frame.js";
import type { ShownSchema, Spot } from "./report/report.js";
import type { SchemaFault } from "./report/schema-fault.js";
import type { Surroundings } from "./surroundings.js";
import { printable, printableLines } from "./text-width.js";

/** Where the failed call went and how the failure is to be written. */
export interface FailureContext {
  readonly format: OutputFormat;
  /** The report that was asked for, of commands that make one. */
  readonly report?: MachineFormat | undefined;
  /** Address of the server, for the hint when it cannot be reached. */
  readonly url?: string;
  /** The schema the command was about. */
  readonly schema?: ShownSchema;
}

/** What a failure comes to, before it is written. */
interface Failure {
  readonly description: ErrorDescription;
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  /** Where the fault is. */
  readonly spot?: Spot;
  /** What is wrong there, where its message says more than that. */
  readonly problem?: string;
}

const hints: Readonly<Record<string, string>> = {
  INCOMPATIBLE_SCHEMA:
    "see the findings with: sluice check; register it all the same with: --force --actor NAME --reason TEXT",
  UNDECIDED_COMPATIBILITY:
    "register it all the same with: --force --actor NAME --reason TEXT, or choose another policy with: sluice compat set",
  SUBJECT_NOT_FOUND: "see what there is with: sluice list",
  VERSION_NOT_FOUND: "see what there is with: sluice versions SUBJECT",
  STREAM_NOT_FOUND: "see what there is with: sluice mode get",
  DEAD_LETTER_NOT_FOUND: "see what there is with: sluice dlq list --status all",
  GROUP_NOT_FOUND: "see what there is with: sluice dlq groups --include-closed",
  REDRIVE_NOT_FOUND: "see what there is with: sluice dlq redrives",
  REDRIVE_STATE: "see where it is with: sluice dlq redrive show ID",
  RECIPE_NOT_FOUND: "see what there is with: sluice dlq recipe list",
  ALERT_NOT_FOUND: "see what there is with: sluice alerts --resolved",
  WEBHOOK_NOT_FOUND: "see what there is with: sluice webhooks",
  CONSUMER_GROUP_NOT_FOUND:
    "see what there is with: sluice consumers; make one with: sluice consumers set STREAM GROUP",
  PLAN_STALE: "look at what would happen now with: sluice dlq preview, and retry again",
  FLOOD_BREAKER_OPEN: "see the breaker with: sluice mode get STREAM",
  NOT_SOFT_DELETED: "delete it without --permanent first",
  UNAUTHENTICATED: "give a token with --token or SLUICE_TOKEN",
};

const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "is a directory, not a file",
};

function withoutCall(reason: string, message: string): ErrorDescription {
  return { reason, message, fields: [], metadata: {}, retryAfterMs: undefined, code: undefined, findings: [] };
}

function fromSystem(caught: NodeJS.ErrnoException): Failure | undefined {
  const meaning = systemErrors[caught.code ?? ""];
  if (meaning === undefined || caught.path === undefined) return undefined;
  const description = withoutCall(caught.code ?? "", `${caught.path}: ${meaning}`);
  return { description, exitCode: exitCodes.failure, hint: undefined };
}

/** A network error ends up as UNAVAILABLE without an answer of Sluice; its message says only what the socket said. */
function isUnreachable(description: ErrorDescription): boolean {
  return description.reason === "UNAVAILABLE";
}

async function understand(caught: unknown, context: FailureContext): Promise<Failure> {
  if (caught instanceof InvalidSchema) {
    const { message, exitCode, hint, spot, problem } = caught;
    return { description: withoutCall("INVALID_SCHEMA", message), exitCode, hint, spot, problem };
  }
  if (caught instanceof CliError) {
    const reason = caught.exitCode === exitCodes.usage ? "USAGE" : "FAILURE";
    return { description: withoutCall(reason, caught.message), exitCode: caught.exitCode, hint: caught.hint };
  }
  const system = caught instanceof Error ? fromSystem(caught) : undefined;
  if (system !== undefined) return system;
  // Loaded late, like the client as a whole: commands that do not call a server start without it.
  const { describeError } = await import("@sluice/client");
  const described = describeError(caught);
  if (isUnreachable(described) && context.url !== undefined) {
    const message = `cannot reach the server at ${context.url} (${described.message})`;
    return {
      description: { ...described, message },
      exitCode: exitCodes.failure,
      hint: "is it running? start it with: sluice serve",
    };
  }
  const misused = described.reason === "INVALID_CONFIG";
  const exitCode = misused ? exitCodes.usage : exitCodes.failure;
  return { description: inOptions(described), exitCode, hint: hints[described.reason], ...spotIn(described, context) };
}

/** How fields of calls are called on the command line, where an option says them and it is always the same. */
const options: Readonly<Record<string, string>> = {
  page_size: "--limit",
  page_token: "--page-token",
  from_day: "--from",
  to_day: "--to",
};

function inOptions(description: ErrorDescription): ErrorDescription {
  const message = description.message.replace(/^(\w+):/u, (whole, field: string) =>
    options[field] === undefined ? whole : `${options[field]}:`,
  );
  return { ...description, message };
}

/** Where a refusal points in the schema the command was about. */
function spotIn({ reason, metadata }: ErrorDescription, { schema }: FailureContext): { readonly spot?: Spot } {
  if (schema === undefined || (metadata["line"] === undefined && reason !== "INVALID_SCHEMA")) return {};
  const elsewhere = (name: string): ShownSchema => ({ name: `reference "${name}"`, file: undefined, text: "" });
  return { spot: spotOfError(metadata, (name) => (name === "" ? schema : elsewhere(name))) };
}

function frameLines(spot: Spot | undefined, look: Look): readonly string[] {
  const position = spot?.position;
  if (spot === undefined || position === undefined) return [];
  const frame = renderFrame({ ...spot, position }, { above: 1, below: 1 }, look.colors.red, { look, indent: "  " });
  return frame.length === 0 ? [] : [`  ${look.colors.cyan(spotName(spot))}`, ...frame];
}

async function findingLines(
  findings: ErrorDescription["findings"],
  candidate: ShownSchema | undefined,
  look: Look,
): Promise<readonly string[]> {
  if (findings.length === 0) return [];
  // Loaded late: it needs the contract, which only the server speaks that refused something.
  const { renderCandidateFindings } = await import("./report/refusal-view.js");
  return ["", renderCandidateFindings(findings, candidate, look), ""];
}

async function renderText(failed: Failure, look: Look, candidate: ShownSchema | undefined): Promise<string> {
  const { description, hint, spot } = failed;
  const { colors } = look;
  const named = description.fields.filter(({ description: text }) => !description.message.includes(text));
  const retry = description.retryAfterMs === undefined ? [] : [`hint: try again in ${description.retryAfterMs} ms`];
  return [
    `${colors.red(colors.bold("error:"))} ${printableLines(description.message)}`,
    ...named.map(({ field, description: text }) => `  ${colors.bold(printable(field))}: ${printable(text)}`),
    ...frameLines(spot, look),
    ...(await findingLines(description.findings, candidate, look)),
    ...(hint === undefined ? retry : [`${colors.cyan("hint:")} ${hint}`]),
  ].join("\n");
}

function renderJson({ description, hint }: Failure): string {
  const { reason, message, fields, metadata, retryAfterMs, findings } = description;
  const found = findings.map(({ ruleId, readerPath, writerPath, message: text, suggestion }) => ({
    ruleId,
    readerPath,
    writerPath,
    message: text,
    suggestion,
  }));
  return safeJson(
    JSON.stringify({ error: { reason, message, fields, metadata, retryAfterMs, hint, findings: found } }),
  );
}

/** Why there was nothing to compare, if what failed is a schema. */
function faultOf({ description, spot, problem }: Failure): SchemaFault | undefined {
  if (description.reason !== "INVALID_SCHEMA" || spot === undefined) return undefined;
  return { spot, problem: problem ?? description.message };
}

/**
 * Writes whatever was caught to standard error, as `error: …` with the field and the fix, or as one JSON document, and
 * sets the exit code. Stacks are shown for defects only. Programs that read a report are told of a schema that is none
 * by that as well.
 */
export async function reportFailure(
  caught: unknown,
  surroundings: Surroundings,
  context: FailureContext,
): Promise<void> {
  // What goes on until its reader has gone has done what it was asked for.
  if (isReaderGone(caught)) {
    surroundings.setExitCode(exitCodes.ok);
    return;
  }
  const understood = await understand(caught, context);
  const fault = faultOf(understood);
  if (context.report !== undefined && fault !== undefined) {
    const [{ reportWriter }, { faultReport }] = await Promise.all([
      import("./report/report-writer.js"),
      import("./report/schema-fault.js"),
    ]);
    const write = await reportWriter(context.report, "comparison");
    await writeResult(surroundings.stdout, write(faultReport(fault)));
  }
  const text =
    context.format === "json"
      ? renderJson(understood)
      : await renderText(understood, lookOf(surroundings.stderr, surroundings), context.schema);
  surroundings.stderr.write(`${text}\n`);
  if (caught instanceof TypeError || caught instanceof RangeError) {
    surroundings.stderr.write(`${printableLines(caught.stack ?? "")}\n`);
  }
  surroundings.setExitCode(understood.exitCode);
}
