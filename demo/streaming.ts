import { count } from "../src/cli/numbers.js";
import { bar } from "../src/cli/progress.js";
import { fatesOf, surprises } from "./balance.js";
import { damages } from "./damage.js";
import { type Delivery } from "./deliveries.js";
import { type Answer, sendAll, type SendOptions } from "./producers.js";
import { type Screen } from "./screen.js";

/** Slow enough to be watched, fast enough not to bore. */
const watchableEventsPerSecond = 180;

/** Sends everything with live counts. @returns the answers, one for each delivery */
export async function streamDeliveries(
  screen: Screen,
  deliveries: readonly Delivery[],
  options: Pick<SendOptions, "services" | "url" | "signal">,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const line = screen.live(() => {
    const { published, parked, rejected } = fatesOf(answers);
    const done = `${count(answers.length)} of ${count(deliveries.length)}`;
    return `${bar(answers.length, deliveries.length)}  ${done}: ${count(published)} published, ${count(parked)} parked, ${count(rejected)} rejected`;
  });
  const startedAt = performance.now();
  await sendAll(deliveries, {
    ...options,
    eventsPerSecond: screen.isLive ? watchableEventsPerSecond : undefined,
    onAnswer: (answer) => {
      answers.push(answer);
      line.update();
    },
  });
  line.end();
  const seconds = (performance.now() - startedAt) / 1000;
  const pace = screen.isLive ? " (slowed down to be watched)" : "";
  screen.print(screen.look.colors.dim(`all acknowledged in ${seconds.toFixed(1)} s${pace}`));
  return answers;
}

/** Prints what became of the real payloads and of each kind of damage. */
export function showOutcomes(screen: Screen, answers: readonly Answer[]): void {
  const kinds = [undefined, ...damages.map(({ name }) => name)];
  const cell = (value: number): string => (value === 0 ? "·" : count(value));
  screen.table(
    [
      { title: "events" },
      { title: "sent", align: "right" },
      { title: "published", align: "right" },
      { title: "parked", align: "right" },
      { title: "rejected", align: "right" },
    ],
    kinds.map((kind) => {
      const own = answers.filter(({ delivery }) => delivery.damage === kind);
      const { published, parked, rejected } = fatesOf(own);
      const title = kind === undefined ? "as GitHub sent them" : `damaged: ${kind}`;
      return [title, count(own.length), cell(published), cell(parked), cell(rejected)];
    }),
  );
}

/** Prints how the verdicts compare with those of the other validator. @returns whether all agree */
export function showAgreement(screen: Screen, answers: readonly Answer[]): boolean {
  const different = surprises(answers);
  const misfits = answers.filter(({ delivery, fate }) => delivery.damage === undefined && fate === "parked").length;
  screen.check(
    different.length === 0,
    `${count(answers.length - different.length)} of ${count(answers.length)} outcomes are the ones plain Ajv says on GitHub's own file`,
  );
  for (const { delivery, outcome } of different.slice(0, 10)) {
    screen.print(`  ${delivery.id}: expected ${delivery.expected}, the server said ${outcome ?? "nothing"}`);
  }
  if (misfits > 0) {
    screen.print(
      `  ${count(misfits)} of GitHub's own examples do not fit GitHub's own schemas: most of them are older than`,
    );
    screen.print("  fields that became required later. The gateway finds them and keeps them.");
  }
  return different.length === 0;
}
