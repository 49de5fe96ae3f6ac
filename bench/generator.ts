// The process that makes the load. It stays for the whole bench, so that its code is as warm in every round.
import { invalidAmong } from "./bench-case.js";
import { answerBench, type Load, type LoadOrder } from "./bench-messages.js";
import { loadStream, type OutcomeTally, type StreamLoad } from "./load-stream.js";
import { quantile } from "./quantile.js";

async function load(order: LoadOrder): Promise<Load> {
  const { target, benchCase, windowEvents, seconds, name } = order;
  const rate = order.rate === undefined ? undefined : order.rate / benchCase.streams;
  const startedAt = performance.now();
  const loads = await Promise.all(
    Array.from({ length: benchCase.streams }, async (_, index) => {
      const phase = index / benchCase.streams;
      return await loadStream({
        target,
        benchCase,
        producerId: `${name}-${index}`,
        windowEvents,
        seconds,
        rate,
        phase,
      });
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  const ackMs = loads.flatMap((one) => one.ackMs);
  return {
    events: loads.reduce((sum, { events }) => sum + events, 0),
    elapsedMs,
    tally: addUp(loads.map(({ tally }) => tally)),
    expected: addUp(loads.map((one) => expectedOf(one, benchCase.invalidPercent))),
    ackP50Ms: quantile(ackMs, 0.5),
    ackP99Ms: quantile(ackMs, 0.99),
  };
}

function expectedOf({ events }: StreamLoad, invalidPercent: number): OutcomeTally {
  const deadLettered = invalidAmong(events, invalidPercent);
  return { published: events - deadLettered, deadLettered, other: 0 };
}

function addUp(tallies: readonly OutcomeTally[]): OutcomeTally {
  const sum = { published: 0, deadLettered: 0, other: 0 };
  for (const { published, deadLettered, other } of tallies) {
    sum.published += published;
    sum.deadLettered += deadLettered;
    sum.other += other;
  }
  return sum;
}

answerBench(async (request) => {
  return request.ask === "load" ? { tell: "load", load: await load(request.order) } : undefined;
});
process.once("disconnect", () => process.exit());
// The pipe to the bench is what keeps this process alive.
process.channel?.ref();
