// What the recordings of docs/runbook.md begin with: a server of its own for each scene, with the trouble it is about.
import { writeFileSync } from "node:fs";

const text = new TextEncoder();
const json = (value) => text.encode(typeof value === "string" ? value : JSON.stringify(value));

/** An event of a service; `more` are further attributes. */
function event(id, type, data, { service = "checkout", ...more } = {}) {
  const extensions = { service, ...more.extensions };
  return {
    id,
    source: `/${service}`,
    type,
    datacontenttype: "application/json",
    data: json(data),
    ...more,
    extensions,
  };
}

function many(count, make) {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

const object = (properties, required) => ({ type: "object", properties, required, additionalProperties: false });

const payment = object({ id: { type: "string" }, amount: { type: "number" }, currency: { enum: ["EUR", "USD"] } }, [
  "id",
  "amount",
]);
const withChannel = object({ ...payment.properties, channel: { type: "string" } }, payment.required);

async function register({ registry }, subject, schema) {
  await registry.registerSchema({ subject, format: 1, schema: JSON.stringify(schema) });
}

/** Waits until something is so; the server does it by itself. */
async function until(isSo) {
  for (let left = 1000; !(await isSo()); left -= 1) {
    if (left === 0) throw new Error(`this never came to be: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function firing({ alerts }, stream, kind) {
  await until(async () => (await alerts.listAlerts({ stream, kind, state: 1 })).alerts.length > 0);
}

const kinds = { newGroup: 2, producerFailing: 4, consumerFailing: 5, backlogGrowing: 7, breakerOpen: 9 };

/** A deploy of checkout sends amounts as texts, until the breaker opens. */
async function flood(services) {
  const stream = "payments";
  await register(services, `${stream}/payment.taken`, payment);
  await register(services, "orders/order.created", object({ id: { type: "string" } }, ["id"]));
  await services.gateway.setStreamConfig({ config: { stream, floodBreaker: { minEvents: 300, ratio: 0.5 } } });
  const good = many(60, (n) => event(`p${n}`, "payment.taken", { id: `p${n}`, amount: n }));
  await services.gateway.publishBatch({ stream, events: good });
  // All of them are to fire at one look, so that they are always listed in the same order.
  const off = Object.values(kinds).map((kind) => ({ kind, enabled: false }));
  await services.alerts.setAlertRules({ stream, rules: off });
  const bad = many(200, (n) => event(`b${n}`, "payment.taken", { id: `b${n}`, amount: `${n}.50` }));
  await services.gateway.publishBatch({ stream, events: bad });
  const late = many(400, (n) => event(`l${n}`, "payment.taken", { id: `l${n}`, amount: `${n}.50` }));
  await services.gateway.publishBatch({ stream, events: late });
  await services.alerts.setAlertRules({ stream, rules: [] });
  await firing(services, stream, kinds.newGroup);
  await firing(services, stream, kinds.breakerOpen);
}

/** A producer sends a member that its schema does not know, rightly. */
async function strict(services, directory) {
  const stream = "payments";
  await register(services, `${stream}/payment.taken`, payment);
  writeFileSync(`${directory}/payment-taken.json`, JSON.stringify(withChannel));
  const good = many(40, (n) => event(`p${n}`, "payment.taken", { id: `p${n}`, amount: n }));
  const bad = many(130, (n) => event(`b${n}`, "payment.taken", { id: `b${n}`, amount: n, channel: "app" }));
  const worse = many(4, (n) => event(`w${n}`, "payment.taken", { id: `w${n}`, amount: "?", channel: "app" }));
  await services.gateway.publishBatch({ stream, events: [...good, ...bad, ...worse] });
}

/** The members of a consumer group fail with everything they are given. */
async function consumer(services) {
  const stream = "orders";
  await register(services, `${stream}/order.created`, object({ id: { type: "string" } }, ["id"]));
  await services.gateway.publishBatch({
    stream,
    events: many(60, (n) => event(`o${n}`, "order.created", { id: `o${n}` })),
  });
  await services.consumers.setConsumerGroup({ group: { stream, group: "billing" } });
  await services.consumers.setConsumerGroup({ group: { stream, group: "mailing" } });
  const { deliveries } = await services.consumers.leaseEvents({ stream, group: "billing", maxEvents: 25 });
  for (const [index, { id }] of deliveries.entries()) {
    // What is counted is what comes after the first look at a group that fails.
    if (index === 1) await firing(services, stream, kinds.newGroup);
    if (index === 1) await new Promise((resolve) => setTimeout(resolve, 500));
    await services.deadLetters.reportDeadLetter({
      ...{ stream, deliveryId: id, consumerGroup: "billing", attempts: 3, errorType: "ProviderTimeout" },
      errorMessage: "the payment provider did not answer within 30 seconds",
      errorDetail:
        "ProviderTimeout: no answer\n    at charge (/app/src/charge.ts:88:13)\n    at consume (/app/src/consume.ts:12:3)",
    });
  }
  await firing(services, stream, kinds.consumerFailing);
  // The alert says at the next look how many they were in the end.
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** One account is blocked by its first event that does not fit. */
async function key(services) {
  const stream = "accounts";
  const schema = object({ account: { type: "string" }, amount: { type: "number" } }, ["account", "amount"]);
  await register(services, `${stream}/booked`, schema);
  await services.gateway.setStreamConfig({ config: { stream, ordering: 2 } });
  const of = (n, account, amount) =>
    event(`b${n}`, "booked", { account, amount }, { service: "ledger", extensions: { partitionkey: account } });
  const events = [of(1, "a-17", 10), of(2, "a-17", "20"), of(3, "a-17", 30), of(4, "b-4", 1), of(5, "a-17", 40)];
  await services.gateway.publishBatch({ stream, events });
}

/** Closed letters are about to be deleted, some of which an audit needs. */
async function disk(services) {
  const stream = "payments";
  await register(services, `${stream}/payment.taken`, payment);
  await services.gateway.publishBatch({
    stream,
    events: many(30, (n) => event(`p${n}`, "payment.taken", { id: `p${n}`, amount: n })),
  });
  const bad = many(12, (n) => event(`b${n}`, "payment.taken", { id: `b${n}`, amount: "?" }));
  const audited = many(3, (n) => event(`a${n}`, "payment.taken", { id: `a${n}` }, { service: "refunds" }));
  await services.gateway.publishBatch({ stream, events: [...bad, ...audited] });
  await services.deadLetters.discardDeadLetters({ filter: { stream }, actor: "kim", reason: "test data of checkout" });
}

/** Each scene: how its server is started, and what has happened before the first command. */
export const scenes = {
  flood: { flags: [], prepare: flood },
  strict: { flags: [], prepare: strict },
  consumer: { flags: [], prepare: consumer },
  key: { flags: [], prepare: key },
  disk: {
    flags: ["--dead-letter-retention-days", "30", "--dead-letter-purge-warning-days", "30"],
    prepare: disk,
  },
};
