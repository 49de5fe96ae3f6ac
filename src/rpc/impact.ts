import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import { checkName } from "../core/subject.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import { lastAndMarked } from "./last-and-marked.js";
import type { ImpactRequest } from "../dlq/impact.js";
import type { RecheckAgainst } from "../dlq/redelivery.js";
import type { Reexamination } from "../dlq/reexamine.js";
import type {
  CandidateSchema,
  DeadLetterService,
  GetSchemaImpactRequest,
  ReexaminationSchema,
  SchemaImpactSchema,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { violationOut } from "./events.js";
import { remainingOut } from "./letters.js";
import { failureTypes } from "./names.js";
import { formatIn, referencesIn } from "./schemas.js";
import { optionalTimeOut, timeOut } from "./times.js";

/** Accepted events that are looked at when nobody says how many. */
const watchedEvents = 10_000;

type Service = Pick<
  ServiceImpl<typeof DeadLetterService>,
  "getSchemaImpact" | "watchSchemaImpact" | "listReexaminations"
>;

/** The methods about what schemas do to events. */
export function impactMethods(deadLetters: DeadLetters): Service {
  return {
    async getSchemaImpact(request, { signal }) {
      const { limit } = request;
      return { impact: impactOut(await deadLetters.impact({ ...impactIn(request), limit, signal })) };
    },
    async *watchSchemaImpact({ impact }, { signal }) {
      if (impact === undefined) throw invalidArgument("impact", "is required");
      const letters = impact.limit || Number.MAX_SAFE_INTEGER;
      const events = impact.limit || watchedEvents;
      const steps = deadLetters.watchImpact({ ...impactIn(impact), letters, events, signal });
      for await (const { item, done } of lastAndMarked(steps)) yield { impact: impactOut(item), done };
    },
    async listReexaminations({ subject, ...request }) {
      const page = await deadLetters.reexaminer.list(subject, request);
      return { reexaminations: page.items.map(reexaminationOut), nextPageToken: page.nextPageToken };
    },
  };
}

function impactIn({ subject, version, candidate }: GetSchemaImpactRequest): Pick<ImpactRequest, "subject" | "against"> {
  checkName("subject", subject);
  const against = againstIn({ version, candidate });
  if (against.kind === "today") throw invalidArgument("version", "set exactly one of version and candidate");
  return { subject, against };
}

/** What dead letters are to be checked against. */
export function againstIn({
  version,
  candidate,
}: {
  readonly version: string;
  readonly candidate?: CandidateSchema | undefined;
}): RecheckAgainst {
  if (candidate === undefined) return version === "" ? { kind: "today" } : { kind: "version", selector: version };
  if (version !== "") throw invalidArgument("candidate", "cannot be combined with version");
  if (candidate.schema === "") throw invalidArgument("candidate.schema", "is required");
  return {
    kind: "candidate",
    format: formatIn(candidate.format, new Uint8Array()),
    text: candidate.schema,
    references: referencesIn(candidate.references),
  };
}

/** What a schema does to the events of its subject. */
export function impactOut(impact: SchemaImpact): MessageInitShape<typeof SchemaImpactSchema> {
  const { open, examined, wouldPass, stillFail, groups, failures, eventsExamined, eventsRejected } = impact;
  return {
    open: BigInt(open),
    examined,
    wouldPass,
    stillFail,
    groups: groups.map((group) => ({ ...group })),
    failures: failures.map(remainingOut),
    eventsExamined,
    eventsRejected,
    rejections: impact.rejections.map(({ failureType, message, count, sampleStream, samplePosition, violations }) => ({
      failureType: failureTypes.of[failureType],
      message,
      count,
      sampleStream,
      samplePosition: BigInt(samplePosition),
      violations: violations.map(violationOut),
    })),
  };
}

function reexaminationOut(row: Reexamination): MessageInitShape<typeof ReexaminationSchema> {
  const { open, examined, wouldPass, stillFail, failures } = row.impact;
  return {
    sequence: BigInt(row.sequence),
    subject: row.subject,
    version: row.version,
    startedAt: timeOut(row.at),
    ...optionalTimeOut("endedAt", row.endedAt),
    open: BigInt(open),
    examined,
    wouldPass,
    stillFail,
    failures: failures.map(remainingOut),
    redriveIds: [...row.redriveIds],
    supersededBy: row.supersededBy,
  };
}
