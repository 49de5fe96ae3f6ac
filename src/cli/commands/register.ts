import {
  type RegisterSchemaResponse,
  RegisterSchemaResponseSchema,
  type SchemaVersion,
  SemverBump,
  SemverBumpSchema,
  VersionState,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { renderImpactLines } from "../impact.js";
import { renderCandidateFindings } from "../report/refusal-view.js";
import type { ShownSchema } from "../report/report.js";
import { addSchemaFileOptions, collect, readSchemaFile, type SchemaFileOptions, shownFile } from "../schema-file.js";
import { formatName, versionName } from "../schema-version.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { word } from "../words.js";

interface RegisterOptions extends SchemaFileOptions {
  readonly semver?: string;
  readonly metadata?: readonly string[];
  readonly tag?: readonly string[];
  readonly owner?: string;
  readonly description?: string;
  readonly normalize?: boolean;
  readonly force?: boolean;
  readonly actor?: string;
  readonly reason?: string;
}

function parseMetadata(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      if (equals < 1) throw usageError(`--metadata: "${pair}" is not KEY=VALUE`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function waiverOf({ force, actor, reason }: RegisterOptions): { waiver?: { actor: string; reason: string } } {
  if (force !== true) {
    if (actor !== undefined || reason !== undefined) throw usageError("--actor and --reason go with --force");
    return {};
  }
  if (actor === undefined || reason === undefined) {
    throw usageError("--force: needs --actor and --reason, which are recorded with the version");
  }
  return { waiver: { actor, reason } };
}

function reenabling({ subject, version }: Pick<SchemaVersion, "subject" | "version">): string {
  return `it is disabled; use it again with: sluice state set ${printable(subject)} ${version} active`;
}

function render(response: RegisterSchemaResponse, candidate: ShownSchema, look: Look): string {
  const { colors } = look;
  const version = response.version;
  if (version === undefined) return "registered";
  const done = response.created ? colors.green("✓ registered") : colors.green("✓ already registered");
  const bump = response.bump === SemverBump.UNSPECIFIED ? "" : `, ${word(SemverBumpSchema, response.bump)} change`;
  return [
    `${done} ${colors.bold(printable(versionName(version)))}`,
    colors.dim(`  id ${version.schemaId}, ${formatName(version.format)}${bump}`),
    ...(version.state === VersionState.DISABLED ? [colors.yellow(`  ${reenabling(version)}`)] : []),
    ...(version.waiver === undefined ? [] : [colors.yellow(`  forced by ${printable(version.waiver.actor)}`)]),
    ...(response.created ? renderImpactLines(version.subject, response, look) : []),
    ...(response.findings.length === 0 ? [] : ["", renderCandidateFindings(response.findings, candidate, look)]),
  ].join("\n");
}

/** `sluice register`: registers a schema file as the next version of a subject. */
export function addRegister(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("register <subject> <file>")
    .description("register a schema as the next version of a subject (FILE - reads standard input)")
    .option("--semver <version>", "the semantic version to give it; else the one the change implies")
    .option("--metadata <key=value>", "a free key-value pair; may be repeated", collect)
    .option("--tag <tag>", "a label; may be repeated", collect)
    .option("--owner <owner>", "team or person responsible")
    .option("--description <text>", "what the schema is for")
    .option("--normalize", "take texts that differ only in order or formatting for one content")
    .option("--no-normalize", "take every text for a content of its own")
    .option("--force", "register in spite of findings; needs --actor and --reason")
    .option("--actor <name>", "who forces it")
    .option("--reason <text>", "why it is forced");
  addConnectionOptions(addSchemaFileOptions(command));
  addHelp(command, {
    examples: [
      "register orders/order.created order-created.json",
      "register orders/order.created order-created.avsc --semver 2.0.0 --owner checkout",
      "register invoices/invoice invoice.proto --reference money.proto=shared/money@1",
    ],
    notes: ["Registering content that the subject already has changes nothing and succeeds."],
  });
  command.action((subject: string, file: string, options: RegisterOptions) =>
    withSession(command, surroundings, async ({ services, output, about }) => {
      const described = {
        subject,
        semver: options.semver ?? "",
        metadata: parseMetadata(options.metadata ?? []),
        tags: [...(options.tag ?? [])],
        owner: options.owner ?? "",
        description: options.description ?? "",
        ...(options.normalize === undefined ? {} : { normalize: options.normalize }),
        ...waiverOf(options),
      };
      const read = await readSchemaFile(file, options, surroundings);
      const shown = shownFile(file, read);
      about.schema = shown;
      const response = await services.registry.registerSchema({ ...described, ...read });
      await output.show(RegisterSchemaResponseSchema, response, (look) => render(response, shown, look));
      return exitCodes.ok;
    }),
  );
}
