import { create } from "@bufbuild/protobuf";
import {
  type Event,
  EventSchema,
  FailureTypeSchema,
  PayloadFraming,
  PayloadFramingSchema,
  type ValidateResponse,
  ValidateResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { CliError, usageError } from "../cli-error.js";
import { MalformedEvent, parseCloudEvent } from "../cloud-event.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { readInput, readInputText } from "../input-file.js";
import type { Look } from "../look.js";
import { renderEventQuality } from "../quality.js";
import { versionName } from "../schema-version.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { renderViolations } from "../violations.js";
import { parseWord, word, wordsOf } from "../words.js";

interface ValidateOptions {
  readonly subject?: string;
  readonly version?: string;
  readonly type?: string;
  readonly event?: boolean;
  readonly framing?: string;
}

/** Whether an event would be published, and why not. */
export function renderValidation(response: ValidateResponse, look: Look): string {
  const { colors } = look;
  const schema = response.schema;
  const against = schema === undefined ? "" : ` against ${printable(versionName(schema))}`;
  const head = response.valid
    ? `${colors.green("✓ valid")}${against}`
    : `${colors.red("✗ invalid")}${against}: ${word(FailureTypeSchema, response.failureType)}`;
  const quality = renderEventQuality(response.quality);
  return [
    head,
    ...(quality === "" ? [] : [`  ${look.colors.dim(quality)}`]),
    ...(response.errors.length === 0 ? [] : [renderViolations(response.errors, look)]),
    ...(response.warnings.length === 0 ? [] : [renderViolations(response.warnings, look)]),
  ].join("\n");
}

/** With --subject the first word is the file. */
function splitTarget(first: string, second: string | undefined, options: ValidateOptions) {
  if (options.subject === undefined) {
    if (second === undefined) throw usageError("which file? give STREAM and FILE, or --subject SUBJECT and FILE");
    return { stream: first, file: second };
  }
  return second === undefined ? { stream: "", file: first } : { stream: first, file: second };
}

async function eventOf(file: string, options: ValidateOptions, surroundings: Surroundings): Promise<Event> {
  const isPayload = options.event !== true && (options.type !== undefined || options.subject !== undefined);
  if (isPayload) {
    // A bare payload has no attributes; publishing one gives it these, so their absence is nothing to complain about.
    const given = { id: "payload", source: "sluice", type: options.type ?? "" };
    return create(EventSchema, { ...given, data: await readInput(file, surroundings) });
  }
  try {
    return parseCloudEvent(await readInputText(file, surroundings));
  } catch (caught) {
    if (!(caught instanceof MalformedEvent)) throw caught;
    throw new CliError(`${file}: not a CloudEvent in JSON: ${caught.message}`, exitCodes.refused);
  }
}

/** `sluice validate`: checks one event and stores nothing. */
export function addValidate(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("validate <stream> [file]")
    .usage("[options] (STREAM | --subject SUBJECT) FILE")
    .description("check one event as publishing would; stores nothing (FILE - reads standard input)")
    .option("--subject <subject>", "check against this subject; FILE is a payload")
    .option("--version <version>", "which version of --subject: a number, semver, range, track or latest")
    .option("--type <type>", "FILE is a payload of this event type, not a CloudEvent")
    .option("--event", "FILE is a CloudEvent in JSON, also with --subject")
    .option("--framing <framing>", `how the payload is framed: ${wordsOf(PayloadFramingSchema).join(", ")}`);
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "validate orders event.json",
      "validate orders payload.json --type order.created",
      "validate --subject orders/order.created --version '^1.2' payload.json",
    ],
    exitCodes: [exitCodes.refused],
  });
  command.action((first: string, second: string | undefined, options: ValidateOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      if (options.version !== undefined && options.subject === undefined) {
        throw usageError("--version: goes with --subject");
      }
      const { stream, file } = splitTarget(first, second, options);
      const framing = options.framing;
      const response = await services.gateway.validate({
        stream,
        event: await eventOf(file, options, surroundings),
        subject: options.subject ?? "",
        version: options.version ?? "",
        framing:
          framing === undefined ? PayloadFraming.UNSPECIFIED : parseWord("--framing", PayloadFramingSchema, framing),
      });
      await output.show(ValidateResponseSchema, response, (look) => renderValidation(response, look));
      return response.valid ? exitCodes.ok : exitCodes.refused;
    }),
  );
}
