import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type CheckCompatibilityRequestSchema,
  type CheckCompatibilityResponse,
  CheckCompatibilityResponseSchema,
  CompatibilityLevel,
  CompatibilityLevelSchema,
  CompatibilityPolicy,
  CompatibilityPolicySchema,
  SemverBump,
  SemverBumpSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.js";
import { renderFindings, renderVersionWitnesses, verdictLabel } from "../findings.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { addSchemaFileOptions, readSchemaFile, type SchemaFileOptions } from "../schema-file.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { versionNumber } from "../version-selector.js";
import { parseWord, upperWord, word, wordsOf } from "../words.js";
import { renderReleasable } from "./register.js";

interface CheckOptions extends SchemaFileOptions {
  readonly semver?: string;
  readonly level?: string;
  readonly policy?: string;
  readonly against?: string;
}

type Against = MessageInitShape<typeof CheckCompatibilityRequestSchema>["against"] & object;

function parseAgainst(text: string): Against {
  if (text === "latest") return { case: "latest", value: true };
  if (text === "all") return { case: "all", value: true };
  return { case: "version", value: versionNumber(text) };
}

/** The answer to a check: the verdict, every finding, the proofs, and what the change implies. */
export function renderCheck(subject: string, response: CheckCompatibilityResponse, look: Look): string {
  const { colors } = look;
  const mark = response.compatible ? colors.green("✓") : colors.red("✗");
  const level = upperWord(CompatibilityLevelSchema, response.level);
  const policy = word(CompatibilityPolicySchema, response.policy);
  const compared = new Set(response.verdicts.map(({ version }) => version)).size;
  const against =
    compared === 0
      ? "nothing to compare with"
      : `compared with ${compared === 1 ? "1 version" : `${compared} versions`}`;
  const bump = response.bump === SemverBump.UNSPECIFIED ? "" : `${word(SemverBumpSchema, response.bump)} change, `;
  return [
    `${mark} ${verdictLabel(response.verdict, look)} ${colors.bold(printable(subject))}`,
    colors.dim(`  ${level}, ${policy}, ${against}`),
    ...(response.findings.length === 0 ? [] : ["", renderFindings(response.findings, look)]),
    ...renderVersionWitnesses(response.verdicts, look).flatMap((witness) => ["", witness]),
    "",
    `  ${bump}would be ${response.semver === "" ? "registered" : printable(response.semver)}`,
    ...renderReleasable(subject, response, look),
  ].join("\n");
}

/** `sluice check`: says what registering would say. */
export function addCheck(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("check <subject> <file>")
    .description("check whether a schema may follow the versions of a subject; registers nothing")
    .option("--against <version>", "latest, all or a version number; else what the level asks for")
    .option("--level <level>", `check by this level: ${wordsOf(CompatibilityLevelSchema).join(", ")}`)
    .option("--policy <policy>", `check by this policy: ${wordsOf(CompatibilityPolicySchema).join(", ")}`)
    .option("--semver <version>", "the semantic version it would get; decides the track");
  addConnectionOptions(addSchemaFileOptions(command));
  addHelp(command, {
    examples: [
      "check orders/order.created order-created.json",
      "check orders/order.created - --against all < new.avsc",
    ],
    exitCodes: [exitCodes.refused],
    notes: ["An incompatible verdict comes with an event that proves it, wherever one could be built."],
  });
  command.action((subject: string, file: string, options: CheckOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { level, policy, against } = options;
      const response = await services.registry.checkCompatibility({
        subject,
        semver: options.semver ?? "",
        level:
          level === undefined ? CompatibilityLevel.UNSPECIFIED : parseWord("--level", CompatibilityLevelSchema, level),
        policy:
          policy === undefined
            ? CompatibilityPolicy.UNSPECIFIED
            : parseWord("--policy", CompatibilityPolicySchema, policy),
        ...(against === undefined ? {} : { against: parseAgainst(against) }),
        ...(await readSchemaFile(file, options, surroundings)),
      });
      await output.show(CheckCompatibilityResponseSchema, response, (look) => renderCheck(subject, response, look));
      return response.compatible ? exitCodes.ok : exitCodes.refused;
    }),
  );
}
