import { type MessageInitShape } from "@bufbuild/protobuf";
import type { Services } from "@sluice/client";
import { type EventSchema, FailureAction, GroupState, StreamMode } from "@sluice/client/gen";
import { registerJson, retry } from "./wire.js";

/** The streams that `parkAwkward` fills. */
export const awkwardStreams = {
  /** More than a thousand letters of one cause, and what hangs on them: reports, notes, redrives, reveals. */
  busy: "orders",
  /** Names of 200 characters. */
  long: `warehouse-${"with-a-very-long-name-".repeat(9)}`.slice(0, 200),
  /** Wide characters, emoji of several code points, and marks that take no cell. */
  wide: "注文",
} as const;

const words = "the payment provider did not answer within 30 seconds, and gave up after its third attempt; ".repeat(3);
const longType = `com.example.${"inventory-level-changed.".repeat(9)}`.slice(0, 200);
const wideType = "注文が作成されました👩‍👩‍👧‍👦❤️⚡e\u0301";

let events = 0;

function event(type: string, data: unknown, more: MessageInitShape<typeof EventSchema> = {}) {
  events += 1;
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return { id: `event-${events}`, source: "/shop", type, data: new TextEncoder().encode(text), ...more };
}

const schema = {
  type: "object",
  properties: { id: { type: "string" }, amount: { type: "number" }, email: { type: "string", "x-sensitive": true } },
  required: ["id", "amount"],
  additionalProperties: false,
};

async function publish({ gateway }: Services, stream: string, batch: readonly ReturnType<typeof event>[]) {
  for (let from = 0; from < batch.length; from += 500) {
    await gateway.publishBatch({ stream, events: batch.slice(from, from + 500) });
  }
}

async function fillBusy(services: Services): Promise<void> {
  const stream = awkwardStreams.busy;
  await registerJson(services, `${stream}/order.created`, schema);
  await services.gateway.setStreamConfig({
    config: { stream, mode: StreamMode.ENFORCE, floodBreaker: { disabled: true } },
  });
  const valid = Array.from({ length: 6 }, (_, index) => event("order.created", { id: `o${index}`, amount: index }));
  const extensions = { service: "checkout", tenant: "acme" };
  const invalid = Array.from({ length: 1_200 }, (_, index) =>
    event("order.created", { id: `o${index}`, amount: `${index}.50`, email: "kim@example.com" }, { extensions }),
  );
  const members = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`unexpected-member-${index}`, index]));
  await publish(services, stream, [...valid, ...invalid, event("order.created", members), event("order.created", "{")]);
}

async function fillNames(services: Services): Promise<void> {
  const { long, wide } = awkwardStreams;
  const attributes = { source: `/${"path/".repeat(40)}`, subject: "s".repeat(200) };
  await publish(services, long, [event(longType, { id: 4 }, attributes)]);
  await registerJson(services, `${wide}/${wideType}`, schema);
  await publish(services, wide, [
    event(wideType, { id: 4, amount: 2 }, { extensions: { service: "サービス👩‍👩‍👧‍👦" } }),
    event(wideType, { id: "🎉" }),
  ]);
}

async function careFor(services: Services): Promise<void> {
  const { deadLetters, consumers } = services;
  const stream = awkwardStreams.busy;
  const consumerGroup = `billing-${"and-accounting-".repeat(10)}`;
  await consumers.setConsumerGroup({ group: { stream, group: consumerGroup } });
  for (const position of [0n, 1n, 2n]) {
    const report = {
      stream,
      position,
      consumerGroup,
      attempts: 3,
      errorDetail: `Error: ${words}\n    at pay (/app/pay.ts)`,
    };
    await deadLetters.reportDeadLetter({ ...report, errorType: "Timeout", errorMessage: `\u001b[31m${words}` });
  }
  const { deadLetters: some } = await deadLetters.listDeadLetters({ filter: { stream }, pageSize: 40 });
  const ids = some.map(({ id }) => id);
  await deadLetters.annotateDeadLetters({ ids: ids.slice(0, 1), note: words, actor: words.slice(0, 60) });
  await deadLetters.assignDeadLetters({ ids: ids.slice(0, 1), assignee: "olga" });
  await deadLetters.holdDeadLetters({ ids: ids.slice(1, 2), held: true, reason: words });
  await deadLetters.resolveDeadLetters({ ids: ids.slice(5, 6), reason: words });
  await deadLetters.discardDeadLetters({ ids: ids.slice(6, 7), reason: words });
  await deadLetters.getDeadLetter({ id: ids[10] ?? "", reveal: true, actor: words.slice(0, 90), reason: words });
  await retry(services, { ids: ids.slice(8, 12), actor: words.slice(0, 90), reason: words });
  const [group] = (await deadLetters.listGroups({ stream: awkwardStreams.wide })).groups;
  const fingerprint = group?.fingerprint ?? "";
  await deadLetters.setGroupState({ fingerprint, state: GroupState.ACKNOWLEDGED, actor: "olga", reason: words });
  const changed = { ...schema, properties: { ...schema.properties, note: { type: "string" } } };
  await registerJson(services, `${stream}/order.created`, changed);
}

async function sayWhatToDo({ alerts, recipes, consumers }: Services): Promise<void> {
  const url = `http://127.0.0.1:9/${"a-long-path/".repeat(20)}`;
  await alerts.setWebhook({ url, streams: [awkwardStreams.long], description: "d".repeat(200) });
  await alerts.setWebhook({ url: "http://127.0.0.1:9/hook" });
  const steps = [{ step: { case: "drop", value: { path: "/email" } } }] as const;
  await recipes.saveRecipe({ name: `remove-${"e-mail-".repeat(8)}`, description: words, steps: [...steps] });
  const errorType = `Timeout.${"while-charging.".repeat(10)}*`;
  await consumers.setFailurePolicies({
    stream: awkwardStreams.busy,
    policies: [{ errorType, action: FailureAction.RETRY }],
  });
}

/**
 * Parks dead letters that are hard to show in 80 columns, and does to some of them what people do. Takes a server that is
 * allowed to call private addresses.
 */
export async function parkAwkward(services: Services): Promise<void> {
  await sayWhatToDo(services);
  await fillBusy(services);
  await fillNames(services);
  await careFor(services);
}
