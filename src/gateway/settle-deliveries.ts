import type { Clock } from "../core/clock.js";
import { parseDeliveryId } from "../core/delivery-id.js";
import { invalidArgument } from "../core/errors.js";
import type { ConsumerStore, SettledRow, SettlementAction } from "../store/store.js";
import { checkLease, findLeasingGroup } from "./consumer-groups.js";

/** What a member says about one delivery. */
export interface Settlement {
  readonly deliveryId: string;
  readonly action:
    | { readonly kind: "ack" }
    | { readonly kind: "release"; readonly delayMs: number }
    /** Undefined: the time of the group. */
    | { readonly kind: "extend"; readonly leaseMs: number | undefined };
}

/** What settling needs. */
export interface SettleDeps {
  readonly consumers: ConsumerStore;
  readonly clock: Clock;
  /** Told that there may be something to deliver. */
  readonly onSettled: (stream: string) => void;
  /** Told that a retry of a dead letter got through, with the group it belongs to. */
  readonly onRetrySucceeded: (stream: string, group: string) => void;
}

const maxSettlements = 1000;

const maxDelayMs = 24 * 3_600_000;

/** Decides on deliveries, each on its own. */
export async function settleDeliveries(
  deps: SettleDeps,
  stream: string,
  group: string,
  settlements: readonly Settlement[],
): Promise<readonly SettledRow["outcome"][]> {
  if (settlements.length > maxSettlements) {
    const problem = `has ${settlements.length} settlements; at most ${maxSettlements} are allowed`;
    throw invalidArgument("settlements", problem);
  }
  const { leaseMs } = await findLeasingGroup(deps.consumers, stream, group);
  const at = deps.clock.now();
  const rows = settlements.map(({ deliveryId, action }, index) => ({
    ...parseDeliveryId(`settlements[${index}].delivery_id`, deliveryId),
    action: actionOf(`settlements[${index}]`, action, at, leaseMs),
  }));
  if (rows.length === 0) return [];
  const settled = await deps.consumers.settle(stream, group, rows, at);
  deps.onSettled(stream);
  for (const [index, { outcome, deadLetterId }] of settled.entries()) {
    const isAck = settlements[index]?.action.kind === "ack";
    if (isAck && outcome === "settled" && deadLetterId !== "") deps.onRetrySucceeded(stream, group);
  }
  return settled.map(({ outcome }) => outcome);
}

function actionOf(field: string, action: Settlement["action"], at: Date, leaseMs: number): SettlementAction {
  if (action.kind === "ack") return action;
  if (action.kind === "extend") {
    const ms = action.leaseMs ?? leaseMs;
    checkLease(`${field}.extend.lease`, ms);
    return { kind: "extend", until: new Date(at.getTime() + ms) };
  }
  if (action.delayMs > maxDelayMs)
    throw invalidArgument(`${field}.release.delay`, `is ${action.delayMs} ms; at most 24 hours are allowed`);
  return { kind: "release", dueAt: new Date(at.getTime() + action.delayMs) };
}
