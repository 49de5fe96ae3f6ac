import { consume, type Services } from "@sluice/client";
import { type DeadLetter, DeadLetterStatus, type LoggedEvent, type OutcomeCounts } from "@sluice/client/gen";
import { allDeadLetters } from "./dead-letters.js";
import { type Delivery, type Fate } from "./deliveries.js";
import { type Answer } from "./producers.js";
import { stream } from "./schemas.js";

/** How many deliveries ended where. */
export type Fates = Readonly<Record<Fate, number>>;

/** One thing that was held against the server. */
export interface Check {
  readonly holds: boolean;
  readonly text: string;
}

/** What was sent, and what the producers were told. */
export interface Sending {
  readonly deliveries: readonly Delivery[];
  readonly answers: readonly Answer[];
}

/** What the server holds. */
export interface Holdings {
  readonly log: readonly LoggedEvent[];
  readonly letters: readonly DeadLetter[];
  readonly open: number;
  readonly redriven: number;
  readonly counts: OutcomeCounts | undefined;
}

/** How many of the answers said what. */
export function fatesOf(answers: readonly Answer[]): Fates {
  const count = (fate: Fate): number => answers.filter((answer) => answer.fate === fate).length;
  return { published: count("published"), parked: count("parked"), rejected: count("rejected") };
}

/** Reads everything back: the log from its beginning, every dead letter, and the server's own statistics. */
export async function readHoldings(services: Services): Promise<Holdings> {
  const log: LoggedEvent[] = [];
  for await (const event of consume(services, { stream, from: "earliest", untilEnd: true })) log.push(event);
  const [letters, { open, redriven }, { totals }] = await Promise.all([
    allDeadLetters(services),
    services.deadLetters.getDeadLetterStats({ stream }),
    services.gateway.getStats({ stream }),
  ]);
  return { log, letters, open: Number(open), redriven: Number(redriven), counts: totals };
}

/** Answers that are not what they had to be. */
export function surprises(answers: readonly Answer[]): readonly Answer[] {
  return answers.filter(({ fate, delivery }) => fate !== delivery.expected);
}

/** Ids that are not in exactly one place, or that nobody sent. */
function misplaced({ deliveries, answers }: Sending, { log, letters }: Holdings): readonly string[] {
  const places = new Map<string, number>();
  const put = (id: string): void => void places.set(id, (places.get(id) ?? 0) + 1);
  for (const { event } of log) put(event?.id ?? "");
  for (const { event, status } of letters) if (status === DeadLetterStatus.OPEN) put(event?.id ?? "");
  for (const { delivery, fate } of answers) if (fate === "rejected") put(delivery.id);
  const sent = new Set(deliveries.map(({ id }) => id));
  return [...new Set([...sent, ...places.keys()])].filter((id) => !sent.has(id) || places.get(id) !== 1);
}

function changedBytes({ deliveries }: Sending, { log }: Holdings): number {
  const sent = new Map(deliveries.map(({ id, data }) => [id, data]));
  return log.filter(({ event }) => {
    const data = sent.get(event?.id ?? "");
    return data === undefined || event === undefined || Buffer.compare(data, event.data) !== 0;
  }).length;
}

/**
 * Holds what the producers were told against what the server holds.
 * @param sending what was sent, and one answer for each
 * @param redriven how many dead letters the redrive says it published
 * @param holdings what the server holds now
 */
export function checkBalance(sending: Sending, redriven: number, holdings: Holdings): readonly Check[] {
  const { published, parked, rejected } = fatesOf(sending.answers);
  const { log, letters, open, counts } = holdings;
  const lost = misplaced(sending, holdings);
  const fromLetters = log.filter(({ redrivenFrom }) => redrivenFrom !== "").length;
  const gapless = log.every(({ position }, index) => position === BigInt(index));
  const changed = changedBytes(sending, holdings);
  return [
    {
      holds: published + parked + rejected === sending.deliveries.length,
      text: `every event sent was answered with one of three outcomes`,
    },
    {
      holds: gapless && log.length === published + redriven && fromLetters === redriven,
      text: `the log holds ${log.length} events at positions without gaps, ${fromLetters} of them redriven`,
    },
    {
      holds: letters.length === parked && open === parked - redriven && holdings.redriven === redriven,
      text: `there are ${letters.length} dead letters, ${open} open and ${holdings.redriven} redriven`,
    },
    {
      holds:
        counts !== undefined &&
        Number(counts.published) === published + redriven &&
        Number(counts.deadLettered) === parked &&
        Number(counts.rejected) === rejected &&
        counts.duplicate + counts.failed === 0n,
      text: `the server's statistics count the same: ${statisticsInWords(counts)}`,
    },
    {
      holds: lost.length === 0,
      text:
        lost.length === 0
          ? "each id is in exactly one place: in the log, open, or rejected"
          : `${lost.length} ids are not in exactly one place, among them ${lost.slice(0, 5).join(", ")}`,
    },
    { holds: changed === 0, text: `${log.length - changed} of ${log.length} payloads came back byte for byte` },
  ];
}

function statisticsInWords(counts: OutcomeCounts | undefined): string {
  if (counts === undefined) return "none";
  return `${counts.published} published, ${counts.deadLettered} dead-lettered, ${counts.rejected} rejected`;
}
