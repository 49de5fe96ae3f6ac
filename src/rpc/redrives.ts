import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { copyEvent } from "../core/event.js";
import { invalidArgument } from "../core/errors.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import type { RetryPreview } from "../dlq/preview-retry.js";
import type { RedriveProgress } from "../dlq/redrive.js";
import type { Canary } from "../dlq/redrive-spec.js";
import { hasEnded } from "../dlq/redrive-states.js";
import type { Redact, ShownLetter } from "../registry/redaction.js";
import type { DeadLetterQuery, LetterPayloads, LineageRow } from "../store/store.js";
import type {
  Canary as CanaryMessage,
  DeadLetterFilterSchema,
  DeadLetterService,
  LineageSchema,
  PreviewRetryResponseSchema,
  RedriveSchema,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { againstIn } from "./impact.js";
import { recipeIn } from "./recipe-steps.js";
import { lastAndMarked } from "./last-and-marked.js";
import { remainingOut, selectionIn } from "./letters.js";
import { failureTypes, letterStatuses, redriveOrigins, redriveStatuses } from "./names.js";
import { millisecondsIn, optionalTimeOut, timeOut } from "./times.js";

const defaultWaitMs = 10_000;
const maxWaitMs = 5 * 60_000;
const watchIntervalMs = 200;

/** Ids of its selection that a redrive shows. */
const shownIds = 100;

/** What the methods need beside the dead letters. */
interface RedriveMethodsDeps {
  readonly deadLetters: DeadLetters;
  readonly redact: Redact;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

type Service = ServiceImpl<typeof DeadLetterService>;

/** The methods that say what a retry would do. */
export function previewMethods({
  deadLetters,
  redact,
  now,
}: RedriveMethodsDeps): Pick<Service, "previewRetry" | "watchPreview" | "getLineage"> {
  return {
    async previewRetry(request, { signal }) {
      const { limit } = request;
      const recipe = await recipeIn(deadLetters, request.recipe);
      const wanted = { selection: selectionIn(request, now()), against: againstIn(request), recipe, limit, signal };
      return previewOut(await deadLetters.preview(wanted));
    },
    async *watchPreview({ preview }, { signal }) {
      if (preview === undefined) throw invalidArgument("preview", "is required");
      const { limit } = preview;
      const recipe = await recipeIn(deadLetters, preview.recipe);
      const wanted = { selection: selectionIn(preview, now()), against: againstIn(preview), recipe, limit, signal };
      for await (const { item, done } of lastAndMarked(deadLetters.watchPreview(wanted))) {
        yield { preview: previewOut(item), done };
      }
    },
    async getLineage({ deadLetterId }) {
      const { lineage, letter } = await deadLetters.lineage(deadLetterId);
      const { edit } = lineage;
      if (edit === undefined) return { lineage: lineageOut(lineage) };
      const event = copyEvent(letter.event, { data: edit.before });
      return {
        lineage: { ...lineageOut(lineage), ...editOut(await redact({ ...letter, event, editedData: edit.after })) },
      };
    },
  };
}

type Redriving = Pick<
  Service,
  | "retryDeadLetters"
  | "listRedrives"
  | "getRedrive"
  | "watchRedrive"
  | "pauseRedrive"
  | "resumeRedrive"
  | "cancelRedrive"
>;

/** The methods that start and steer redrives. */
export function redriveMethods({ deadLetters, now, sleep }: RedriveMethodsDeps): Redriving {
  const { redrives } = deadLetters;
  return {
    async retryDeadLetters(request, { signal }) {
      const { maxPerSecond, abortAfterFailures, abortFailedRatio, plan, requestId, actor, reason } = request;
      const waitMs = Math.min(maxWaitMs, millisecondsIn("wait", request.wait, defaultWaitMs));
      const rules = { maxPerSecond, abortAfterFailures, abortFailedRatio, canary: canaryIn(request.canary) };
      const started = await redrives.start({
        ...rules,
        selection: selectionIn(request, now()),
        recipe: await recipeIn(deadLetters, request.recipe),
        plan,
        requestId,
        actor,
        reason,
      });
      return { redrive: redriveOut(await redrives.wait(started.id, waitMs, signal)) };
    },
    async listRedrives({ statuses, ...request }) {
      const states = statuses.flatMap((status) => redriveStatuses.word("statuses", status) ?? []);
      const page = await redrives.list(states, request);
      return { redrives: page.items.map(redriveOut), nextPageToken: page.nextPageToken };
    },
    async getRedrive({ id }) {
      return { redrive: redriveOut(await redrives.get(id)) };
    },
    async *watchRedrive({ id }, { signal }) {
      let told = "";
      for (;;) {
        const redrive = await redrives.get(id);
        const now = `${redrive.status} ${redrive.updatedAt.getTime()} ${redrive.cursor}`;
        if (now !== told) yield { redrive: redriveOut(redrive) };
        told = now;
        if (hasEnded(redrive.status) || signal.aborted) return;
        await sleep(watchIntervalMs, signal);
      }
    },
    async pauseRedrive({ id }) {
      return { redrive: redriveOut(await redrives.pause(id)) };
    },
    async resumeRedrive({ id }) {
      return { redrive: redriveOut(await redrives.resume(id)) };
    },
    async cancelRedrive({ id }) {
      return { redrive: redriveOut(await redrives.cancel(id)) };
    },
  };
}

function canaryIn(canary: CanaryMessage | undefined): Canary | undefined {
  return canary && { count: canary.count, maxFailedRatio: canary.maxFailedRatio, hold: canary.hold };
}

function previewOut(preview: RetryPreview): MessageInitShape<typeof PreviewRetryResponseSchema> {
  const { selected, examined, wouldPass, stillFail, needsEdit, blocked, handedBack, failures, plan } = preview;
  return {
    selected: BigInt(selected),
    examined,
    wouldPass,
    stillFail,
    needsEdit,
    blocked,
    handedBack: handedBack.reduce((sum, { count }) => sum + count, 0),
    handedBackTo: [...handedBack],
    failures: failures.map(remainingOut),
    plan: plan?.token ?? "",
    ...optionalTimeOut("planExpiresAt", plan?.expiresAt),
  };
}

/** A redrive as far as it has got. */
function redriveOut(redrive: RedriveProgress): MessageInitShape<typeof RedriveSchema> {
  const { id, total, redriven, failedAgain, skipped, handedBack, actor, reason, statusReason, requestId, spec } =
    redrive;
  const { selection, maxPerSecond, abortAfterFailures, abortFailedRatio, canary } = spec;
  return {
    id,
    status: redriveStatuses.of[redrive.status],
    total: BigInt(total),
    redriven: BigInt(redriven),
    failedAgain: BigInt(failedAgain),
    skipped: BigInt(skipped),
    handedBack: BigInt(handedBack),
    actor,
    reason,
    startedAt: timeOut(redrive.startedAt),
    updatedAt: timeOut(redrive.updatedAt),
    ...optionalTimeOut("endedAt", redrive.endedAt),
    failures: redrive.failures.map(remainingOut),
    statusReason,
    origin: redriveOrigins.of[redrive.origin],
    requestId,
    group: selection.group,
    ...(selection.filter && { filter: filterOut(selection.filter) }),
    ids: selection.ids.slice(0, shownIds),
    maxPerSecond,
    abortAfterFailures,
    abortFailedRatio,
    ...(canary && { canary }),
  };
}

function filterOut(query: DeadLetterQuery): MessageInitShape<typeof DeadLetterFilterSchema> {
  const { stream, type, sourceService, fingerprint, subject, text, failureType, statuses, parkedAfter, parkedBefore } =
    query;
  const status = statuses?.[0];
  return {
    ...(stream !== undefined && { stream }),
    ...(type !== undefined && { type }),
    ...(sourceService !== undefined && { sourceService }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text }),
    ...(failureType && { failureType: failureTypes.of[failureType] }),
    ...(status && { status: letterStatuses.of[status] }),
    ...(parkedAfter && { parkedAfter: timestampFromDate(parkedAfter) }),
    ...(parkedBefore && { parkedBefore: timestampFromDate(parkedBefore) }),
  };
}

function lineageOut(lineage: LineageRow): MessageInitShape<typeof LineageSchema> {
  const { letterId, stream, eventId, eventSource, eventType, redriveId, actor, attemptCount, edit } = lineage;
  return {
    deadLetterId: letterId,
    stream,
    eventId,
    eventSource,
    eventType,
    position: BigInt(lineage.position),
    redriveId,
    actor,
    parkedAt: timeOut(lineage.parkedAt),
    redrivenAt: timeOut(lineage.redrivenAt),
    attemptCount,
    edited: edit !== undefined,
  };
}

function editOut({ letter, redacted, redactedFields }: ShownLetter<LetterPayloads>) {
  const after = new Uint8Array(letter.editedData ?? []);
  return { before: new Uint8Array(letter.event.data), after, redacted, redactedFields: [...redactedFields] };
}
