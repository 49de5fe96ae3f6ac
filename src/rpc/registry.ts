import type { ServiceImpl } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import { checkName } from "../core/subject.js";
import type { AssessmentOverrides, Candidate } from "../registry/assess-candidate.js";
import type { Registry } from "../registry/registry.js";
import { parseSemverSelector, parseTrack, type VersionSelector } from "../registry/selector.js";
import type {
  CheckCompatibilityRequest,
  GetSchemaRequest,
  RegistryService,
  SetCompatibilityRequest,
} from "../../gen/proto/sluice/v1/registry_pb.js";
import { strictSemantics, type CompatibilityPolicy } from "../core/finding.js";
import type { CompatibilitySettings } from "../core/compatibility.js";
import { changeOut, findingOut, lintFindingOut, semanticOptionsIn, versionVerdictOut, witnessOut } from "./findings.js";
import { impactOut } from "./impact.js";
import { bumps, formats, levels, policies, registryChanges, verdicts, versionStates } from "./names.js";
import { safeIn } from "./numbers.js";
import { documentIn, formatIn, referencesIn, subjectOut, textIn, versionOut } from "./schemas.js";
import { upcasting } from "./upcasters.js";
import { dateIn, timeOut } from "./times.js";

/** What the service needs beside the registry. */
export interface RegistryServiceDeps {
  readonly registry: Registry;
  readonly heartbeatMs: number;
  /** Told about each version that is new. */
  readonly onRegistered: (version: { subject: string; version: number; semver: string; schemaId: number }) => void;
}

/** sluice.v1.RegistryService: each method decodes, calls its use case, and encodes. */
export function registryService(deps: RegistryServiceDeps): ServiceImpl<typeof RegistryService> {
  return {
    ...registering(deps),
    ...finding(deps),
    ...comparing(deps),
    ...retiring(deps),
    ...watching(deps),
    ...upcasting(deps.registry),
  };
}

type Service = ServiceImpl<typeof RegistryService>;

function registering({ registry, onRegistered }: RegistryServiceDeps): Pick<Service, "registerSchema"> {
  return {
    async registerSchema(request) {
      const { subject, fileDescriptor, metadata, tags, owner, description, waiver } = request;
      const result = await registry.register({
        ...candidateIn(request),
        semver: request.semver,
        normalize: request.normalize,
        metadata,
        tags,
        owner,
        description,
        format: formatIn(request.format, fileDescriptor),
        waiver: waiver && { actor: waiver.actor, reason: waiver.reason },
      });
      const { row, created, assessment, impact } = result;
      if (created) onRegistered({ subject, version: row.version, semver: row.semver, schemaId: row.schemaId });
      return {
        version: versionOut(result),
        created,
        findings: assessment.result.findings.map(findingOut),
        ...(assessment.bump && { bump: bumps.of[assessment.bump] }),
        releasableDeadLetters: impact.wouldPass,
        examinedDeadLetters: impact.examined,
        impact: impactOut(impact),
        lint: assessment.lint.map(lintFindingOut),
      };
    },
  };
}

function candidateIn(
  request: Pick<CheckCompatibilityRequest, "subject" | "format" | "schema" | "fileDescriptor" | "references">,
): Pick<Candidate, "subject" | "format" | "text" | "references"> {
  return {
    subject: checkName("subject", request.subject),
    format: formatIn(request.format, request.fileDescriptor),
    text: textIn(request.schema, request.fileDescriptor),
    references: referencesIn(request.references),
  };
}

function finding({
  registry,
}: RegistryServiceDeps): Pick<Service, "getSchema" | "resolveSchema" | "listSubjects" | "listVersions"> {
  return {
    async getSchema(request) {
      const { id, guid, subject, includeDeleted } = request;
      const found = await registry.find({ id, guid, subject, selector: selectorIn(request), includeDeleted });
      return { version: versionOut(found) };
    },
    async resolveSchema({ subject, preferences }) {
      const resolution = await registry.resolve(subject, preferences);
      const { preference, reason, passedOver } = resolution;
      return { version: versionOut(resolution), preference, reason, passedOver: passedOver.map((one) => ({ ...one })) };
    },
    async listSubjects({ prefix, query, includeDeleted, ...request }) {
      const page = await registry.listSubjects({ prefix, text: query, includeDeleted }, request);
      return { subjects: page.items.map(subjectOut), nextPageToken: page.nextPageToken };
    },
    async listVersions({ subject, includeDeleted, ...request }) {
      const page = await registry.listVersions(subject, includeDeleted, request);
      return { versions: page.items.map(versionOut), nextPageToken: page.nextPageToken };
    },
  };
}

function selectorIn({ selector }: GetSchemaRequest): VersionSelector | undefined {
  switch (selector.case) {
    case "version":
      if (selector.value === 0) throw invalidArgument("version", "starts at 1");
      return { kind: "version", version: selector.value };
    case "semver":
      return parseSemverSelector("semver", selector.value);
    case "track":
      return parseTrack("track", selector.value);
    case "latest":
      return { kind: "latest" };
    case undefined:
      return undefined;
  }
}

function comparing({
  registry,
}: RegistryServiceDeps): Pick<Service, "checkCompatibility" | "compareSchemas" | "lintSchema" | "diffSchemas"> {
  return {
    async checkCompatibility(request) {
      const candidate = { ...candidateIn(request), semver: request.semver, normalize: undefined };
      const { assessment, impact } = await registry.check(candidate, overridesIn(request));
      const { level, policy, semanticOptions, result, bump, semver } = assessment;
      return {
        compatible: assessment.refusal === undefined,
        verdict: verdicts.of[result.verdict],
        findings: result.findings.map(findingOut),
        verdicts: result.comparisons.map(versionVerdictOut),
        ...(bump && { bump: bumps.of[bump] }),
        semver,
        level: levels.of[level],
        policy: policies.of[policy],
        semanticOptions,
        releasableDeadLetters: impact.wouldPass,
        examinedDeadLetters: impact.examined,
        impact: impactOut(impact),
        bumpSemanticOptions: assessment.bumpSemantics,
        lint: assessment.lint.map(lintFindingOut),
      };
    },
    async compareSchemas(request) {
      const format = formats.word("format", request.format);
      if (format === undefined) throw invalidArgument("format", "is required");
      const sides = { reader: documentIn("reader", request.reader), writer: documentIn("writer", request.writer) };
      const policy: CompatibilityPolicy = policies.word("policy", request.policy) ?? "semantic";
      const semantics = request.semanticOptions ? semanticOptionsIn(request.semanticOptions) : strictSemantics;
      const { verdict, findings, witness } = await registry.compare(format, sides, { policy, semantics });
      return {
        verdict: verdicts.of[verdict],
        findings: findings.map(findingOut),
        ...(witness && { witness: witnessOut(witness) }),
        policy: policies.of[policy],
        semanticOptions: semantics,
      };
    },
    async lintSchema({ format, schema }) {
      const findings = await registry.lint(formats.word("format", format), documentIn("schema", schema));
      return { findings: findings.map(lintFindingOut) };
    },
    async diffSchemas({ subject, from, to }) {
      const diff = await registry.diff(subject, from, to);
      return {
        fromVersion: diff.from.version,
        toVersion: diff.to.version,
        changes: diff.changes.map(changeOut),
        backward: verdicts.of[diff.backward],
        forward: verdicts.of[diff.forward],
        ...(diff.bump && { bump: bumps.of[diff.bump] }),
      };
    },
  };
}

function overridesIn(request: CheckCompatibilityRequest): AssessmentOverrides {
  const level = levels.word("level", request.level);
  const policy = policies.word("policy", request.policy);
  const { against, semanticOptions } = request;
  return {
    ...(level && { level }),
    ...(policy && { policy }),
    ...(semanticOptions && { semanticOptions: semanticOptionsIn(semanticOptions) }),
    ...(against.case === "version" && { against: against.value }),
    ...(against.case === "latest" && { against: "latest" }),
    ...(against.case === "all" && { against: "all" }),
  };
}

type Retiring = Pick<
  Service,
  "getCompatibility" | "setCompatibility" | "setVersionState" | "deleteVersion" | "deleteSubject" | "undelete"
>;

function retiring({ registry }: RegistryServiceDeps): Retiring {
  return {
    async getCompatibility({ subject }) {
      const { settings, inherited } = await registry.settings.get(subject);
      return { settings: settingsOut(settings), inherited };
    },
    async setCompatibility(request) {
      const { settings, previous } = request.inherit
        ? await registry.settings.inherit(request.subject)
        : await registry.settings.set(request.subject, settingsIn(request));
      return { settings: settingsOut(settings), previous: settingsOut(previous) };
    },
    async setVersionState({ subject, version, state: value, deprecation }) {
      const state = versionStates.word("state", value);
      if (state === undefined) throw invalidArgument("state", "is required");
      const sunsetAt = deprecation?.sunsetAt && dateIn("deprecation.sunset_at", deprecation.sunsetAt);
      const change = { state, message: deprecation?.message ?? "", sunsetAt };
      return { version: versionOut(await registry.setState(checkName("subject", subject), version, change)) };
    },
    async deleteVersion({ subject, version, permanent }) {
      return { version: await registry.deleteVersion(checkName("subject", subject), version, permanent) };
    },
    async deleteSubject({ subject, permanent }) {
      return { versions: [...(await registry.deleteSubject(checkName("subject", subject), permanent))] };
    },
    async undelete({ subject, version }) {
      return { versions: (await registry.undelete(checkName("subject", subject), version)).map(versionOut) };
    },
  };
}

function settingsIn(request: SetCompatibilityRequest): Partial<CompatibilitySettings> {
  const level = levels.word("level", request.level);
  const policy = policies.word("policy", request.policy);
  const { semanticOptions, normalize } = request;
  return {
    ...(level && { level }),
    ...(policy && { policy }),
    ...(semanticOptions && { semanticOptions: semanticOptionsIn(semanticOptions) }),
    ...(normalize !== undefined && { normalize }),
  };
}

function settingsOut({ level, policy, semanticOptions, normalize }: CompatibilitySettings): {
  level: (typeof levels.of)[keyof typeof levels.of];
  policy: (typeof policies.of)[keyof typeof policies.of];
  semanticOptions: CompatibilitySettings["semanticOptions"];
  normalize: boolean;
} {
  return { level: levels.of[level], policy: policies.of[policy], semanticOptions, normalize };
}

function watching({ registry, heartbeatMs }: RegistryServiceDeps): Pick<Service, "watchSchemas"> {
  return {
    async *watchSchemas({ subjectPrefix, afterSequence }, { signal }) {
      const after = afterSequence === undefined ? undefined : safeIn("after_sequence", afterSequence);
      for await (const watched of registry.watch({ subjectPrefix, afterSequence: after, heartbeatMs, signal })) {
        const { change } = watched;
        yield {
          sequence: BigInt(watched.sequence),
          changesMissed: watched.missed,
          ...(change && {
            change: {
              sequence: BigInt(change.sequence),
              kind: registryChanges.of[change.kind],
              subject: change.subject,
              version: change.version,
              schemaId: change.schemaId,
              changedAt: timeOut(change.changedAt),
            },
          }),
        };
      }
    },
  };
}
