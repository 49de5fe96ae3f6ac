import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import type { ChangeRequest } from "../dlq/close.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import type { EditResult } from "../dlq/edit-and-retry.js";
import type { ConsumerReport } from "../dlq/report.js";
import type { RecheckAgainst } from "../dlq/redelivery.js";
import {
  type DeadLetterService,
  type GetDeadLetterStatsResponseSchema,
  type PreviewRetryRequest,
  RedriveStatus,
  type ReportDeadLetterRequest,
  type ResolveDeadLettersRequest,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import type { DeadLetterStatistics } from "../store/store.js";
import { filterIn, groupOut, letterOut, redriveOut, remainingOut, selectionIn } from "./letters.js";
import { eventIn, rejectedOut, schemaUsedOut } from "./events.js";
import { failureActions, failureTypes } from "./names.js";
import { safeIn } from "./numbers.js";
import { formatIn, referencesIn } from "./schemas.js";
import { millisecondsIn, optionalTimeOut } from "./times.js";

/** What the service needs beside the dead letters. */
export interface DeadLetterServiceDeps {
  readonly deadLetters: DeadLetters;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told about each report from a consumer that made a dead letter. */
  readonly onReported: () => void;
}

type Service = ServiceImpl<typeof DeadLetterService>;

/** sluice.v1.DeadLetterService: each method decodes, calls its use case, and encodes. */
export function deadLetterService(deps: DeadLetterServiceDeps): Service {
  return { ...reading(deps), ...retrying(deps), ...redriving(deps), ...closing(deps), ...reporting(deps) };
}

function reading({
  deadLetters,
}: DeadLetterServiceDeps): Pick<Service, "listDeadLetters" | "getDeadLetter" | "listGroups"> {
  return {
    async listDeadLetters({ filter, ...request }) {
      const page = await deadLetters.list(filter === undefined ? {} : filterIn(filter), request);
      return { deadLetters: page.items.map((letter) => letterOut(letter)), nextPageToken: page.nextPageToken };
    },
    async getDeadLetter({ id }) {
      const { letter, attempts } = await deadLetters.get(id);
      return { deadLetter: letterOut(letter, attempts) };
    },
    async listGroups({ stream, includeClosed, ...request }) {
      const page = await deadLetters.groups(stream, includeClosed, request);
      return { groups: page.items.map(groupOut), nextPageToken: page.nextPageToken };
    },
  };
}

function retrying({ deadLetters }: DeadLetterServiceDeps): Pick<Service, "previewRetry" | "editAndRetry"> {
  return {
    async previewRetry(request) {
      const preview = await deadLetters.preview(selectionIn(request), againstIn(request), request.limit);
      const { selected, failures, ...counts } = preview;
      return { selected: BigInt(selected), ...counts, failures: failures.map(remainingOut) };
    },
    async editAndRetry({ id, data, dataText, expectedRevision, actor, reason, dryRun }) {
      if ((data.length === 0) === (dataText === ""))
        throw invalidArgument("data", "set exactly one of data and data_text");
      const payload = dataText === "" ? data : new TextEncoder().encode(dataText);
      const edited = await deadLetters.edit({ id, data: payload, expectedRevision, actor, reason, dryRun });
      return { outcome: editOutcomeOut(edited), deadLetter: letterOut(edited.letter) };
    },
  };
}

function againstIn({ version, candidate }: PreviewRetryRequest): RecheckAgainst {
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

function editOutcomeOut({
  result,
  letter,
}: EditResult): NonNullable<MessageInitShape<typeof DeadLetterService.method.editAndRetry.output>["outcome"]> {
  const common = { sequence: 1n, eventId: letter.event.id };
  switch (result.outcome) {
    case "redriven":
      return {
        ...common,
        outcome: { case: "published", value: { position: BigInt(result.position), ...schemaUsedOut(result.schema) } },
      };
    case "failed-again":
      return { ...common, outcome: { case: "rejected", value: rejectedOut(result.failure) } };
    // A dry run has nothing to report but that it would be published, which an outcome without a case says.
    case "would-pass":
    case "skipped":
      return common;
  }
}

const defaultWaitMs = 10_000;
const maxWaitMs = 5 * 60_000;
const watchIntervalMs = 200;

type Redriving = Pick<Service, "retryDeadLetters" | "getRedrive" | "watchRedrive" | "cancelRedrive">;

function redriving({ deadLetters, sleep }: DeadLetterServiceDeps): Redriving {
  const { redrives } = deadLetters;
  return {
    async retryDeadLetters(request, { signal }) {
      const { maxPerSecond, abortAfterFailures, actor, reason } = request;
      const waitMs = Math.min(maxWaitMs, millisecondsIn("wait", request.wait, defaultWaitMs));
      const selection = selectionIn(request);
      const started = await redrives.start({ selection, maxPerSecond, abortAfterFailures, actor, reason });
      return { redrive: redriveOut(await redrives.wait(started.id, waitMs, signal)) };
    },
    async getRedrive({ id }) {
      return { redrive: redriveOut(await redrives.get(id)) };
    },
    async *watchRedrive({ id }, { signal }) {
      for (;;) {
        const redrive = redriveOut(await redrives.get(id));
        yield { redrive };
        if (redrive.status !== RedriveStatus.RUNNING || signal.aborted) return;
        await sleep(watchIntervalMs, signal);
      }
    },
    async cancelRedrive({ id }) {
      return { redrive: redriveOut(await redrives.cancel(id)) };
    },
  };
}

type Closing = Pick<Service, "resolveDeadLetters" | "discardDeadLetters" | "restoreDeadLetters">;

function closing({ deadLetters }: DeadLetterServiceDeps): Closing {
  const change = async (
    event: "resolve" | "discard" | "restore",
    request: Pick<ResolveDeadLettersRequest, "ids" | "group" | "filter" | "actor" | "reason">,
  ): Promise<{ changed: bigint; unchanged: bigint }> => {
    const { actor, reason } = request;
    const wanted: ChangeRequest = { selection: selectionIn(request), actor, reason };
    const { changed, unchanged } = await deadLetters.change(event, wanted);
    return { changed: BigInt(changed), unchanged: BigInt(unchanged) };
  };
  return {
    resolveDeadLetters: async (request) => await change("resolve", request),
    discardDeadLetters: async (request) => await change("discard", request),
    restoreDeadLetters: async (request) => await change("restore", request),
  };
}

function reporting({
  deadLetters,
  onReported,
}: DeadLetterServiceDeps): Pick<Service, "reportDeadLetter" | "getDeadLetterStats"> {
  return {
    async reportDeadLetter(request) {
      const { letter, created, action } = await deadLetters.report(reportIn(request));
      if (created || action === "discard") onReported();
      return {
        deadLetterId: letter?.id ?? "",
        fingerprint: letter?.fingerprint ?? "",
        created,
        action: failureActions.of[action],
        ...optionalTimeOut("nextRetryAt", letter?.nextRetryAt),
      };
    },
    async getDeadLetterStats({ stream }) {
      return statisticsOut(await deadLetters.statistics(stream));
    },
  };
}

function reportIn(request: ReportDeadLetterRequest): ConsumerReport {
  const { stream, position, event, consumerGroup, errorType, errorMessage, errorDetail, attempts } = request;
  const { deliveryId, retryAfter } = request;
  return {
    stream,
    position: position === undefined ? undefined : safeIn("position", position),
    event: event && eventIn("event", event),
    consumerGroup,
    errorType,
    errorMessage,
    errorDetail,
    attempts,
    deliveryId,
    retryAfterMs: millisecondsIn("retry_after", retryAfter, 0),
  };
}

function statisticsOut(statistics: DeadLetterStatistics): MessageInitShape<typeof GetDeadLetterStatsResponseSchema> {
  const { byStatus, retries, retriesSucceeded, medianTimeToCloseMs } = statistics;
  return {
    open: BigInt(byStatus.open),
    redriven: BigInt(byStatus.redriven),
    resolved: BigInt(byStatus.resolved),
    discarded: BigInt(byStatus.discarded),
    ...optionalTimeOut("oldestOpenAt", statistics.oldestOpenAt),
    parkedLastHour: BigInt(statistics.parkedLastHour),
    parkedLastDay: BigInt(statistics.parkedLastDay),
    byFailureType: statistics.openByFailureType.map(({ failureType, count }) => ({
      failureType: failureTypes.of[failureType],
      count: BigInt(count),
    })),
    byService: statistics.openByService.map(({ service, count }) => ({ service, count: BigInt(count) })),
    byStream: statistics.openByStream.map(({ stream, count }) => ({ stream, count: BigInt(count) })),
    blockedKeys: BigInt(statistics.blockedKeys),
    ...(retries > 0 && { retrySuccessRatio: retriesSucceeded / retries }),
    ...(medianTimeToCloseMs !== undefined && { medianTimeToClose: durationFromMs(medianTimeToCloseMs) }),
  };
}
