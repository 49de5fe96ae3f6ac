import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  AlertKindSchema,
  DeleteWebhookResponseSchema,
  ListWebhooksResponseSchema,
  SetWebhookResponseSchema,
  TestWebhookResponseSchema,
  type Webhook,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { count } from "../numbers.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";
import { formatSpan, relativeTime } from "../times.js";
import { parseWord, word } from "../words.js";

interface SetOptions {
  readonly id?: string;
  readonly secret?: string;
  readonly description?: string;
  readonly kinds?: string;
  readonly streams?: string;
  readonly off?: boolean;
}

function renderWebhooks(webhooks: readonly Webhook[], look: Look): string {
  if (webhooks.length === 0) return "no webhooks";
  const { colors, now } = look;
  const columns = [
    { title: "webhook" },
    { title: "state" },
    { title: "url", flexible: true, below: 1 },
    { title: "kinds", flexible: true, below: 2, label: "kinds" },
    { title: "streams", flexible: true, below: 2, label: "streams" },
    { title: "pending", align: "right" as const },
    { title: "last success" },
    { title: "last error", flexible: true, below: 3, label: "last error:" },
  ];
  const stateOf = ({ enabled, failingSince }: Webhook) => {
    if (!enabled) return { text: "off", paint: colors.dim };
    return failingSince === undefined
      ? { text: "ok", paint: colors.green }
      : { text: `failing since ${relativeTime(failingSince, now)}`, paint: colors.red };
  };
  const rows = webhooks.map((webhook) => [
    webhook.id,
    stateOf(webhook),
    webhook.url,
    webhook.kinds.map((kind) => word(AlertKindSchema, kind)).join(", ") || "all",
    webhook.streams.join(", ") || "all",
    count(webhook.pending),
    relativeTime(webhook.lastSuccessAt, now),
    webhook.lastError,
  ]);
  return renderTable(columns, rows, look);
}

function addList(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("list", { isDefault: true }).description("list webhooks and how they fare");
  addConnectionOptions(command);
  addHelp(command, { examples: ["webhooks", "webhooks list --output json"] });
  command.action(() =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.alerts.listWebhooks({});
      await output.show(ListWebhooksResponseSchema, response, (look) => renderWebhooks(response.webhooks, look));
      return exitCodes.ok;
    }),
  );
}

function listIn(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function addSet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("set <url>")
    .description("make a webhook, or change one; what is not given is as for a new one, except the secret")
    .option("--id <id>", "change this one")
    .option("--secret <secret>", "sign with it: whsec_ and base64; else one is made and shown once")
    .option("--description <text>", "for people")
    .option("--kinds <list>", "only alerts of these kinds, separated by commas")
    .option("--streams <list>", "only alerts of these streams, separated by commas")
    .option("--off", "send nothing; what is on its way waits");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["webhooks set https://example.com/hook", "webhooks set https://example.com/hook --kinds rate,old-open"],
  });
  command.action((url: string, { id = "", secret = "", description = "", ...options }: SetOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const kinds = listIn(options.kinds).map((kind) => parseWord("--kinds", AlertKindSchema, kind));
      const streams = [...listIn(options.streams)];
      const disabled = options.off === true;
      const response = await services.alerts.setWebhook({ id, url, secret, description, disabled, kinds, streams });
      await output.show(SetWebhookResponseSchema, response, ({ colors }) => {
        const done = `${colors.green("✓")} webhook ${response.webhook?.id ?? ""}`;
        if (response.generatedSecret === "") return done;
        return `${done}\nsecret  ${response.generatedSecret}\n${colors.dim("it is not shown again")}`;
      });
      return exitCodes.ok;
    }),
  );
}

function addDelete(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("delete <id>").description("delete a webhook and what is on its way to it");
  addConnectionOptions(command);
  addHelp(command, { examples: ["webhooks delete 01JD8Z3V5R9C2M4X6T8W0Y1A3B"] });
  command.action((id: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.alerts.deleteWebhook({ id });
      await output.show(DeleteWebhookResponseSchema, response, ({ colors }) => `${colors.green("✓")} deleted`);
      return exitCodes.ok;
    }),
  );
}

function addTest(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("test <id>").description("send a test message, once, and say what came of it");
  addConnectionOptions(command);
  addHelp(command, { examples: ["webhooks test 01JD8Z3V5R9C2M4X6T8W0Y1A3B"] });
  command.action((id: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.alerts.testWebhook({ id });
      const { delivered, httpStatus, error, duration } = response;
      const tookMs = duration === undefined ? 0 : durationMs(duration);
      await output.show(TestWebhookResponseSchema, response, ({ colors }) =>
        delivered
          ? `${colors.green("✓")} delivered: answered ${httpStatus} after ${formatSpan(tookMs)}`
          : `${colors.red("✗")} not delivered: ${error}`,
      );
      return delivered ? exitCodes.ok : exitCodes.failure;
    }),
  );
}

/** `sluice webhooks …`: where alerts are sent. */
export function addWebhooks(program: Command, surroundings: Surroundings): void {
  const parent = program.command("webhooks").description("say where alerts are sent");
  addList(parent, surroundings);
  addSet(parent, surroundings);
  addDelete(parent, surroundings);
  addTest(parent, surroundings);
}
