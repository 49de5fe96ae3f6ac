import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { deliveryIdOf } from "../core/delivery-id.js";
import { invalidArgument } from "../core/errors.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import type { FailurePolicy } from "../dlq/failure-policies.js";
import { defaultSchedule } from "../dlq/retry-schedule.js";
import type { ConsumerGroupView, GroupChange, GroupStart } from "../gateway/consumer-groups.js";
import type { Gateway } from "../gateway/gateway.js";
import type { Delivery } from "../gateway/lease-events.js";
import type { Settlement } from "../gateway/settle-deliveries.js";
import type {
  ConsumerGroup,
  ConsumerGroupSchema,
  ConsumerService,
  DeliverySchema,
  FailurePolicy as PolicyMessage,
  FailurePolicySchema,
  SetConsumerGroupRequest,
  Settlement as SettlementMessage,
} from "../../gen/proto/sluice/v1/consumer_pb.js";
import { entryOut } from "./events.js";
import { deliveryOrders, failureActions, settlementOutcomes } from "./names.js";
import { safeIn } from "./numbers.js";
import { millisecondsIn, timeOut } from "./times.js";

/** What the service needs. */
export interface ConsumerServiceDeps {
  readonly gateway: Pick<Gateway, "consumerGroups" | "lease" | "settle">;
  readonly deadLetters: Pick<DeadLetters, "redeliver" | "policies" | "discarded">;
  /** Aborts when the server stops: whoever waits for events is answered. */
  readonly stopping: AbortSignal;
}

type Service = ServiceImpl<typeof ConsumerService>;

/** sluice.v1.ConsumerService: each method decodes, calls its use case, and encodes. */
export function consumerService(deps: ConsumerServiceDeps): Service {
  return { ...keepingGroups(deps), ...delivering(deps), ...judgingFailures(deps) };
}

type KeepingGroups = Pick<
  Service,
  "setConsumerGroup" | "getConsumerGroup" | "listConsumerGroups" | "deleteConsumerGroup"
>;

function keepingGroups({ gateway: { consumerGroups } }: ConsumerServiceDeps): KeepingGroups {
  return {
    async setConsumerGroup(request) {
      if (request.group === undefined) throw invalidArgument("group", "is required");
      return { group: groupOut(await consumerGroups.set(changeIn(request.group), startIn(request))) };
    },
    async getConsumerGroup({ stream, group }) {
      return { group: groupOut(await consumerGroups.get(stream, group)) };
    },
    async listConsumerGroups({ stream, ...request }) {
      const page = await consumerGroups.list(stream, request);
      return { groups: page.items.map(groupOut), nextPageToken: page.nextPageToken };
    },
    async deleteConsumerGroup({ stream, group }) {
      return { deleted: await consumerGroups.remove(stream, group) };
    },
  };
}

function changeIn({ stream, group, types, lease, maxInFlight, order: number }: ConsumerGroup): GroupChange {
  const order = deliveryOrders.word("group.order", number);
  return {
    stream,
    group,
    types,
    ...(lease && { leaseMs: millisecondsIn("group.lease", lease, 0) }),
    ...(maxInFlight > 0 && { maxInFlight }),
    ...(order && { order }),
  };
}

function startIn({ start }: SetConsumerGroupRequest): GroupStart {
  if (start.case === "position") return safeIn("position", start.value);
  return start.case !== undefined && start.value ? start.case : undefined;
}

function groupOut(group: ConsumerGroupView): MessageInitShape<typeof ConsumerGroupSchema> {
  return {
    stream: group.stream,
    group: group.group,
    types: [...group.types],
    lease: durationFromMs(group.leaseMs),
    maxInFlight: group.maxInFlight,
    order: deliveryOrders.of[group.order],
    nextPosition: BigInt(group.position),
    settledPosition: BigInt(group.settledPosition),
    endPosition: BigInt(group.endPosition),
    leased: BigInt(group.leased),
    waiting: BigInt(group.waiting),
    missedEvents: BigInt(group.missed),
  };
}

const leaseSize = { fallback: 100, maximum: 1000 };

const maxWaitMs = 30_000;

function delivering({
  gateway,
  deadLetters,
  stopping,
}: ConsumerServiceDeps): Pick<Service, "leaseEvents" | "settleDeliveries" | "redeliverDeadLetters"> {
  return {
    async leaseEvents({ stream, group, member, maxEvents, wait, lease }, context) {
      const deliveries = await gateway.lease({
        stream,
        group,
        member: member.slice(0, 255),
        maxEvents: Math.min(maxEvents || leaseSize.fallback, leaseSize.maximum),
        waitMs: Math.min(maxWaitMs, millisecondsIn("wait", wait, 0)),
        leaseMs: lease && millisecondsIn("lease", lease, 0),
        signal: AbortSignal.any([context.signal, stopping]),
      });
      return { deliveries: deliveries.map(deliveryOut) };
    },
    async settleDeliveries({ stream, group, settlements }) {
      const wanted = settlements.map((settlement, index) => settlementIn(`settlements[${index}]`, settlement));
      const outcomes = await gateway.settle(stream, group, wanted);
      return { outcomes: outcomes.map((outcome) => settlementOutcomes.of[outcome]) };
    },
    async redeliverDeadLetters({ ids }) {
      const redelivered = await deadLetters.redeliver(ids);
      return { redelivered, skipped: new Set(ids).size - redelivered };
    },
  };
}

function deliveryOut(delivery: Delivery): MessageInitShape<typeof DeliverySchema> {
  return {
    id: deliveryIdOf(delivery),
    event: entryOut(delivery.entry),
    deliveryCount: delivery.deliveryCount,
    leaseExpiresAt: timeOut(delivery.expiresAt),
    deadLetterId: delivery.deadLetterId,
  };
}

function settlementIn(field: string, { deliveryId, action }: SettlementMessage): Settlement {
  switch (action.case) {
    case "ack":
      return { deliveryId, action: { kind: "ack" } };
    case "release":
      return {
        deliveryId,
        action: { kind: "release", delayMs: millisecondsIn(`${field}.release.delay`, action.value.delay, 0) },
      };
    case "extend": {
      const { lease } = action.value;
      const leaseMs = lease && millisecondsIn(`${field}.extend.lease`, lease, 0);
      return { deliveryId, action: { kind: "extend", leaseMs } };
    }
    case undefined:
      throw invalidArgument(field, "set one of ack, release and extend");
  }
}

function judgingFailures({
  deadLetters,
}: ConsumerServiceDeps): Pick<Service, "setFailurePolicies" | "getFailurePolicies"> {
  return {
    async setFailurePolicies({ stream, policies: given }) {
      const policies = given.map((policy, index) => policyIn(`policies[${index}]`, policy));
      await deadLetters.policies.set(stream, policies);
      return { policies: policies.map(policyOut) };
    },
    async getFailurePolicies({ stream }) {
      const policies = await deadLetters.policies.get(stream);
      const discarded = await deadLetters.discarded(stream);
      return {
        policies: policies.map(policyOut),
        discarded: discarded.map(({ consumerGroup, errorType, failures, lastAt, lastPosition }) => ({
          consumerGroup,
          errorType,
          count: BigInt(failures),
          lastAt: timeOut(lastAt),
          ...(lastPosition !== undefined && { lastPosition: BigInt(lastPosition) }),
        })),
      };
    },
  };
}

function policyIn(field: string, { errorType, action: number, retry }: PolicyMessage): FailurePolicy {
  const action = failureActions.word(`${field}.action`, number);
  if (action === undefined) throw invalidArgument(`${field}.action`, "is required");
  return {
    errorType,
    action,
    retry: {
      baseMs: millisecondsIn(`${field}.retry.base`, retry?.base, defaultSchedule.baseMs),
      capMs: millisecondsIn(`${field}.retry.cap`, retry?.cap, defaultSchedule.capMs),
      maxAttempts: retry?.maxAttempts || defaultSchedule.maxAttempts,
      maxAgeMs: millisecondsIn(`${field}.retry.max_age`, retry?.maxAge, defaultSchedule.maxAgeMs),
    },
  };
}

function policyOut({ errorType, action, retry }: FailurePolicy): MessageInitShape<typeof FailurePolicySchema> {
  return {
    errorType,
    action: failureActions.of[action],
    ...(action === "retry" && {
      retry: {
        base: durationFromMs(retry.baseMs),
        cap: durationFromMs(retry.capMs),
        maxAttempts: retry.maxAttempts,
        maxAge: durationFromMs(retry.maxAgeMs),
      },
    }),
  };
}
