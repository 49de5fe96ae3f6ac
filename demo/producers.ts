import { setTimeout as sleep } from "node:timers/promises";
import {
  createPublisher,
  type PublishableEvent,
  type Publisher,
  type Services,
  SluiceClientError,
} from "@sluice/client";
import { type EventOutcome, InvalidAction } from "@sluice/client/gen";
import { type Delivery, type Fate, parkingProducers } from "./deliveries.js";
import { stream } from "./schemas.js";

/** What the server said about a delivery. */
export interface Answer {
  readonly delivery: Delivery;
  /** Undefined for an outcome the demo does not expect at all; `outcome` says which. */
  readonly fate: Fate | undefined;
  readonly outcome: EventOutcome["outcome"]["case"];
}

/** How to send. */
export interface SendOptions {
  readonly services: Services;
  readonly url: string;
  /** All producers together; undefined for as fast as it goes. */
  readonly eventsPerSecond: number | undefined;
  /** Told about each answer when it arrives. */
  readonly onAnswer: (answer: Answer) => void;
  /** Ends the sending early. */
  readonly signal: AbortSignal;
}

const source = "https://github.com/webhooks";

const fates: Readonly<Partial<Record<string, Fate>>> = {
  published: "published",
  deadLettered: "parked",
  rejected: "rejected",
};

function eventOf({ id, event, data }: Delivery): PublishableEvent {
  return { id, source, type: event, datacontenttype: "application/json", data };
}

/**
 * The client knows the server's limit and does not even send what is larger. The demo wants the server's own word, and
 * the server's own count, so such an event goes by the call that takes one batch.
 */
async function askServer({ gateway }: Services, { id, event, data }: Delivery): Promise<EventOutcome> {
  const { outcomes } = await gateway.publishBatch({
    stream,
    invalidAction: InvalidAction.DEAD_LETTER,
    events: [{ id, source, type: event, data }],
  });
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error(`The server said nothing about event '${id}'.`);
  return outcome;
}

async function send(publisher: Publisher, delivery: Delivery, { services, onAnswer }: SendOptions): Promise<void> {
  let outcome: EventOutcome;
  try {
    outcome = await publisher.publish(eventOf(delivery));
  } catch (error) {
    if (!(error instanceof SluiceClientError) || error.reason !== "LIMIT_EXCEEDED") throw error;
    outcome = await askServer(services, delivery);
  }
  const { case: kind } = outcome.outcome;
  onAnswer({ delivery, fate: fates[kind ?? ""], outcome: kind });
}

async function produce(number: number, deliveries: readonly Delivery[], options: SendOptions): Promise<void> {
  const publisher = createPublisher({
    url: options.url,
    stream,
    producerId: `webhooks-${number + 1}`,
    invalidAction: number < parkingProducers ? "dead-letter" : "reject",
  });
  const pauseMs = options.eventsPerSecond === undefined ? 0 : (1000 * (parkingProducers + 1)) / options.eventsPerSecond;
  try {
    const answers: Promise<void>[] = [];
    for (const delivery of deliveries) {
      options.signal.throwIfAborted();
      await publisher.ready();
      const answer = send(publisher, delivery, options);
      // An interruption leaves before anybody waits for the answers.
      answer.catch(() => undefined);
      answers.push(answer);
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: options.signal });
    }
    await Promise.all(answers);
  } finally {
    await publisher.close(options.signal.aborted ? 1 : undefined);
  }
}

/** Sends every delivery by its producer, all producers at once. Resolves when the server has answered for each. */
export async function sendAll(deliveries: readonly Delivery[], options: SendOptions): Promise<void> {
  const numbers = [...new Set(deliveries.map(({ producer }) => producer))];
  await Promise.all(
    numbers.map((number) => {
      const own = deliveries.filter(({ producer }) => producer === number);
      return produce(number, own, options);
    }),
  );
}
