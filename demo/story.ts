import { createServices, type Services } from "@sluice/client";
import { bytes, count } from "../src/cli/numbers.js";
import { checkBalance, fatesOf, readHoldings, type Sending } from "./balance.js";
import { allGroups, showGroups } from "./dead-letters.js";
import { makeDeliveries } from "./deliveries.js";
import { redriveSubject, widenSchema } from "./evolution.js";
import { type EventSchema, registerAll, splitByEvent } from "./schemas.js";
import { type Screen } from "./screen.js";
import { secondOpinion } from "./second-opinion.js";
import { showAgreement, showOutcomes, streamDeliveries } from "./streaming.js";
import { readRealPayloads, readWebhookSchemas } from "./webhooks.js";

/** What the story is told with. */
export interface Stage {
  readonly screen: Screen;
  /** Address of a server that holds nothing yet. */
  readonly url: string;
  /** Ends the story early. */
  readonly signal: AbortSignal;
}

const mostGroups = 12;
/** Checking a large schema on a busy machine takes its time. */
const callTimeoutMs = 60_000;

async function register(screen: Screen, services: Services, schemas: readonly EventSchema[]): Promise<void> {
  screen.heading("Schemas");
  const startedAt = performance.now();
  const size = await registerAll(services, schemas);
  const ms = Math.round(performance.now() - startedAt);
  screen.print(
    `${count(schemas.length)} subjects, one for each of GitHub's webhook events: ${bytes(size)} in ${count(ms)} ms`,
  );
}

function showBalance(screen: Screen, { deliveries, answers }: Sending, redriven: number): void {
  const sent = deliveries.length;
  const { published, parked, rejected } = fatesOf(answers);
  const row = (title: string, values: readonly (number | string)[]) => [
    title,
    ...values.map((value) => (typeof value === "number" ? count(value) : value)),
  ];
  screen.table(
    [
      { title: "" },
      { title: "sent", align: "right" },
      { title: "published", align: "right" },
      { title: "parked", align: "right" },
      { title: "rejected", align: "right" },
    ],
    [
      row("after streaming", [sent, published, parked, rejected]),
      row("redriven", ["", `+${count(redriven)}`, `-${count(redriven)}`, ""]),
      row("in the end", [sent, published + redriven, parked - redriven, rejected]),
    ],
  );
}

async function balance(
  { screen }: Stage,
  services: Services,
  { sending, redriven }: { readonly sending: Sending; readonly redriven: number },
): Promise<boolean> {
  screen.heading("Balance");
  showBalance(screen, sending, redriven);
  const checks = checkBalance(sending, redriven, await readHoldings(services));
  for (const { holds, text } of checks) screen.check(holds, text);
  const { published, parked, rejected } = fatesOf(sending.answers);
  const isBalanced = checks.every(({ holds }) => holds);
  const { green, red, bold } = screen.look.colors;
  const sum = `${published + redriven} published + ${parked - redriven} parked + ${rejected} rejected`;
  screen.print("");
  screen.print(
    bold(
      isBalanced
        ? green(`Balanced: ${sum} = ${sending.deliveries.length} sent`)
        : red(`OFF: ${sum}, ${sending.deliveries.length} sent`),
    ),
  );
  return isBalanced;
}

/**
 * Tells the whole story: schemas, events, dead letters, a wider schema, a redrive, and a balance of it all.
 * @returns whether everything came out as it had to
 */
export async function tellStory(stage: Stage): Promise<boolean> {
  const { screen, url, signal } = stage;
  const services = createServices({ url, timeoutMs: callTimeoutMs });
  try {
    const document = readWebhookSchemas();
    const schemas = splitByEvent(document);
    await register(screen, services, schemas);

    screen.heading("Events");
    const payloads = readRealPayloads();
    const deliveries = makeDeliveries(payloads, secondOpinion(document, schemas));
    const damaged = deliveries.length - payloads.length;
    screen.print(
      `${count(payloads.length)} real payloads and ${count(damaged)} damaged copies, from 4 producers at once;`,
    );
    screen.print("three have invalid events parked, one has them rejected");
    const answers = await streamDeliveries(screen, deliveries, { services, url, signal });
    screen.print("");
    showOutcomes(screen, answers);
    screen.print("");
    const agrees = showAgreement(screen, answers);

    screen.heading("Dead letters by cause");
    showGroups(screen, await allGroups(services), mostGroups);

    screen.heading("A wider schema");
    const { schema } = await widenSchema(screen, services, schemas);

    screen.heading("Redrive");
    const { redriven, asPreviewed } = await redriveSubject(screen, services, { subject: schema.subject, signal });

    const isBalanced = await balance(stage, services, { sending: { deliveries, answers }, redriven });
    return agrees && asPreviewed && redriven > 0 && isBalanced;
  } finally {
    services.close();
  }
}
