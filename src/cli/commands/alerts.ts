import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgeAlertResponseSchema,
  type Alert,
  AlertKind,
  AlertKindSchema,
  type AlertRule,
  AlertRuleSchema,
  AlertState,
  AlertStateSchema,
  GetAlertRulesResponseSchema,
  ListAlertsResponseSchema,
  SetAlertRulesResponseSchema,
  WatchAlertsResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { parseWhole } from "../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../pages.js";
import { addConnectionOptions, type Session, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";
import { formatSpan, parseDuration, relativeTime } from "../times.js";
import { parseWord, word } from "../words.js";

interface AlertsOptions extends PageOptions {
  readonly stream?: string;
  readonly kind?: string;
  readonly resolved?: boolean;
  readonly watch?: boolean;
}

function renderAlerts(alerts: readonly Alert[], look: Look): string {
  if (alerts.length === 0) return "no alerts";
  const { colors, now } = look;
  const isKnown = alerts.some(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  const columns = [
    { title: "alert" },
    { title: "state" },
    { title: "kind" },
    { title: "stream", flexible: true },
    { title: "since" },
    // Without anybody it goes without saying.
    ...(isKnown ? [{ title: "acknowledged by", flexible: true, below: 2, label: "acknowledged by" }] : []),
    { title: "what", flexible: true, below: 1 },
  ];
  const rows = alerts.map((alert) => [
    alert.id,
    {
      text: word(AlertStateSchema, alert.state),
      paint: alert.state === AlertState.FIRING ? colors.red : colors.green,
    },
    word(AlertKindSchema, alert.kind),
    alert.stream,
    relativeTime(alert.since, now),
    ...(isKnown ? [alert.acknowledgedAt === undefined ? "" : alert.acknowledgedBy || "somebody"] : []),
    alert.message,
  ]);
  return renderTable(columns, rows, look);
}

async function watch(stream: string, { services, output, surroundings }: Session): Promise<void> {
  const signal = surroundings.interruption();
  try {
    for await (const message of services.alerts.watchAlerts({ stream }, { signal })) {
      if (message.alerts.length === 0) continue;
      await output.stream(WatchAlertsResponseSchema, message, (look) =>
        message.alerts
          .map(({ state, kind, message: what }) => {
            const paint = state === AlertState.FIRING ? look.colors.red : look.colors.green;
            return `${paint(word(AlertStateSchema, state))} ${word(AlertKindSchema, kind)}  ${what}`;
          })
          .join("\n"),
      );
    }
  } catch (caught) {
    if (!signal.aborted) throw caught;
  }
}

function addList(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("list", { isDefault: true })
    .description("list what fires")
    .option("--stream <stream>", "of this stream")
    .option("--kind <kind>", "of this kind")
    .option("--resolved", "also what is over")
    .option("--watch", "go on with each change, until Ctrl-C; in JSON one document a line");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["alerts", "alerts list --resolved --all", "alerts list --watch"] });
  command.action((options: AlertsOptions) =>
    withSession(command, surroundings, async (session) => {
      const { services, output } = session;
      const stream = options.stream ?? "";
      if (options.watch === true) {
        await watch(stream, session);
        return exitCodes.ok;
      }
      const state = options.resolved === true ? AlertState.UNSPECIFIED : AlertState.FIRING;
      const kind =
        options.kind === undefined ? AlertKind.UNSPECIFIED : parseWord("--kind", AlertKindSchema, options.kind);
      const pages = await readPages(options, (page) => services.alerts.listAlerts({ ...page, stream, state, kind }));
      const response = create(ListAlertsResponseSchema, {
        alerts: pages.flatMap(({ alerts }) => alerts),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListAlertsResponseSchema,
        response,
        (look) => renderAlerts(response.alerts, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}

function addAcknowledge(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("acknowledge <id>")
    .description("say that somebody knows; nobody is told again that it fires")
    .option("--actor <name>", "who knows")
    .option("--reason <text>", "what is known");
  addConnectionOptions(command);
  addHelp(command, { examples: ['alerts acknowledge 01JD8Z3V5R9C2M4X6T8W0Y1A3B --actor ada --reason "rolling back"'] });
  command.action((id: string, { actor = "", reason = "" }: { readonly actor?: string; readonly reason?: string }) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.alerts.acknowledgeAlert({ id, actor, reason });
      await output.show(
        AcknowledgeAlertResponseSchema,
        response,
        (look) => `${look.colors.green("✓")} acknowledged: ${response.alert?.message ?? ""}`,
      );
      return exitCodes.ok;
    }),
  );
}

interface RuleOptions {
  readonly stream?: string;
  readonly threshold?: string;
  readonly window?: string;
  readonly minEvents?: string;
  readonly errorTypes?: string;
  readonly off?: boolean;
  readonly on?: boolean;
  readonly reset?: boolean;
}

function renderRules(rules: readonly AlertRule[], look: Look): string {
  const columns = [
    { title: "kind" },
    { title: "on" },
    { title: "threshold", align: "right" as const },
    { title: "window", align: "right" as const },
    { title: "at least", align: "right" as const },
    { title: "error types", flexible: true, below: 1 },
  ];
  const rows = rules.map((rule) => [
    word(AlertKindSchema, rule.kind),
    rule.enabled === false ? "off" : "on",
    String(rule.threshold || ""),
    rule.window === undefined ? "" : formatSpan(durationMs(rule.window)),
    String(rule.minEvents || ""),
    rule.errorTypes.join(", "),
  ]);
  return renderTable(columns, rows, look);
}

function thresholdIn(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0) || value === Number.POSITIVE_INFINITY) {
    throw usageError(`--threshold: "${text}" is not a number above 0`);
  }
  return value;
}

function overrideIn(kind: AlertKind, options: RuleOptions): MessageInitShape<typeof AlertRuleSchema> {
  const { threshold, window, minEvents, errorTypes } = options;
  return {
    kind,
    ...(options.off === true && { enabled: false }),
    ...(options.on === true && { enabled: true }),
    ...(threshold !== undefined && { threshold: thresholdIn(threshold) }),
    ...(window !== undefined && { window: parseDuration("--window", window) }),
    ...(minEvents !== undefined && { minEvents: parseWhole("--min-events", minEvents) }),
    ...(errorTypes !== undefined && { errorTypes: errorTypes.split(",").map((type) => type.trim()) }),
  };
}

function addRules(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("rules [kind]")
    .description("show when alerts fire, or change it for one kind")
    .option("--stream <stream>", "of this stream; else of all")
    .option("--threshold <number>", "from which value on it fires")
    .option("--window <duration>", "over how much time: 5m, 24h")
    .option("--min-events <count>", "with fewer events it does not fire")
    .option("--error-types <list>", "which are critical, separated by commas")
    .option("--off", "do not look at it")
    .option("--on", "look at it")
    .option("--reset", "take back what was set for the kind");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "alerts rules",
      "alerts rules rate --stream orders --threshold 20 --window 10m",
      "alerts rules new-group --off",
    ],
  });
  command.action((name: string | undefined, options: RuleOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const stream = options.stream ?? "";
      const now = await services.alerts.getAlertRules({ stream });
      if (name === undefined) {
        await output.show(GetAlertRulesResponseSchema, now, (look) => renderRules(now.effective, look));
        return exitCodes.ok;
      }
      const kind = parseWord("kind", AlertKindSchema, name);
      const others = now.overrides.filter((rule) => rule.kind !== kind);
      const before = now.overrides.find((rule) => rule.kind === kind);
      const changed = Object.assign(
        before ?? create(AlertRuleSchema),
        create(AlertRuleSchema, overrideIn(kind, options)),
      );
      const rules = options.reset === true ? others : [...others, changed];
      const response = await services.alerts.setAlertRules({ stream, rules });
      await output.show(SetAlertRulesResponseSchema, response, (look) => renderRules(response.effective, look));
      return exitCodes.ok;
    }),
  );
}

/** `sluice alerts …`: what is wrong, and when something counts as wrong. */
export function addAlerts(program: Command, surroundings: Surroundings): void {
  const parent = program.command("alerts").description("see what is wrong with streams and their dead letters");
  addList(parent, surroundings);
  addAcknowledge(parent, surroundings);
  addRules(parent, surroundings);
}
