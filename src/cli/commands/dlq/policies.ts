import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  FailureActionSchema,
  type FailurePolicy,
  type GetFailurePoliciesResponse,
  GetFailurePoliciesResponseSchema,
  RedeliverDeadLettersResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count, counted } from "../../numbers.js";
import { collect } from "../../schema-file.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderTable } from "../../table.js";
import { formatSpan, relativeTime } from "../../times.js";
import { explainUnchanged, renderUnchanged } from "../../unchanged.js";
import { parseWord, word } from "../../words.js";

function scheduleText({ retry }: FailurePolicy): string {
  if (retry === undefined) return "";
  const span = (field: "base" | "cap" | "maxAge"): string => formatSpan(retry[field] ? durationMs(retry[field]) : 0);
  return `${retry.maxAttempts} times, up to ${span("base")} to ${span("cap")} apart, for ${span("maxAge")}`;
}

function renderPolicies({ policies, discarded }: GetFailurePoliciesResponse, look: Look): string {
  const rows = policies.map((policy) => [
    policy.errorType,
    word(FailureActionSchema, policy.action),
    scheduleText(policy),
  ]);
  const shown =
    rows.length === 0
      ? "no policies: every failure is stored"
      : renderTable(
          [
            { title: "error type", flexible: true },
            { title: "action" },
            { title: "retries", flexible: true, below: 1 },
          ],
          rows,
          look,
        );
  if (discarded.length === 0) return shown;
  const columns = [
    { title: "discarded", flexible: true },
    { title: "group", flexible: true },
    { title: "count", align: "right" as const },
    { title: "last" },
  ];
  const dropped = discarded.map((row) => [
    row.errorType,
    row.consumerGroup,
    count(row.count),
    relativeTime(row.lastAt, look.now),
  ]);
  return `${shown}\n\n${renderTable(columns, dropped, look)}`;
}

function policyOf(text: string) {
  const [, errorType = "", action = ""] = /^(.+)=([a-z]+)$/u.exec(text) ?? [];
  if (errorType === "") throw usageError(`--policy: '${text}' is not PATTERN=ACTION, such as 'Timeout*=retry'`);
  return { errorType, action: parseWord("--policy", FailureActionSchema, action) };
}

/** `sluice dlq policies`: what becomes of failures that consumers report. */
export function addDlqPolicies(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("policies <stream>")
    .description("show, or with --policy set, what becomes of failures that consumers of a stream report")
    .option(
      "--policy <pattern=action>",
      "store, retry, alert or discard; may be repeated, the first that fits counts",
      collect,
    )
    .option("--none", "store every failure");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["dlq policies orders", "dlq policies orders --policy 'Timeout*=retry' --policy 'Fraud*=alert'"],
  });
  command.action((stream: string, options: { readonly policy?: readonly string[]; readonly none?: boolean }) =>
    withSession(command, surroundings, async ({ services, output }) => {
      if (options.policy !== undefined || options.none === true) {
        const policies = (options.none === true ? [] : (options.policy ?? [])).map(policyOf);
        await services.consumers.setFailurePolicies({ stream, policies });
      }
      const response = await services.consumers.getFailurePolicies({ stream });
      await output.show(GetFailurePoliciesResponseSchema, response, (look) => renderPolicies(response, look));
      return exitCodes.ok;
    }),
  );
}

/** `sluice dlq redeliver`: gives reported events back to their consumer groups. */
export function addDlqRedeliver(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("redeliver <id...>")
    .description("give dead letters that consumers reported back to their groups now; nothing is published");
  addConnectionOptions(command);
  addHelp(command, { examples: ["dlq redeliver 01JG3C0V5QY6H8T2K4M7N9P1RS"] });
  command.action((ids: readonly string[]) =>
    withSession(command, surroundings, async (session) => {
      const response = await session.services.consumers.redeliverDeadLetters({ ids: [...ids] });
      const { redelivered, skipped } = response;
      const changes = { changed: BigInt(redelivered), unchanged: BigInt(skipped) };
      const why = await explainUnchanged(ids, changes, session);
      await session.output.show(RedeliverDeadLettersResponseSchema, response, (look) => {
        const mark = redelivered > 0 ? look.colors.green("✓") : look.colors.yellow("!");
        const reasons = "not open, not reported by a consumer, or its group is gone";
        const rest = skipped === 0 ? "" : `, ${count(skipped)} cannot be: ${reasons}`;
        return `${mark} ${counted(redelivered, "dead letter")} given back${rest}${renderUnchanged(why, look)}`;
      });
      return redelivered > 0 || skipped === 0 ? exitCodes.ok : exitCodes.failure;
    }),
  );
}
