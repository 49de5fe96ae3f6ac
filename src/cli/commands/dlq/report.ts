import {
  FailureAction,
  FailureActionSchema,
  type ReportDeadLetterResponse,
  ReportDeadLetterResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { readInputText } from "../../input-file.js";
import type { Look } from "../../look.js";
import { parsePosition, parseWhole } from "../../numbers.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { parseDuration, relativeTime } from "../../times.js";
import { word } from "../../words.js";

interface ReportOptions {
  readonly group: string;
  readonly errorType: string;
  readonly position?: string;
  readonly delivery?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly attempts?: string;
  readonly retryAfter?: string;
}

function renderReport(response: ReportDeadLetterResponse, look: Look): string {
  const { colors } = look;
  const { deadLetterId, created, action, fingerprint, nextRetryAt } = response;
  if (action === FailureAction.DISCARD) return `${colors.yellow("!")} discarded by the policies of the stream`;
  const policy = action === FailureAction.UNSPECIFIED ? "" : ` (${word(FailureActionSchema, action)})`;
  const retry = nextRetryAt === undefined ? "" : `, retried ${relativeTime(nextRetryAt, look.now)}`;
  const done = created ? "parked as" : "was reported before, as";
  return `${colors.green("✓")} ${done} ${colors.bold(deadLetterId)}${policy}${retry}\n  ${colors.dim(`group ${fingerprint}`)}`;
}

/** `sluice dlq report`: says that a consumer cannot process an event, as consumers do. */
export function addDlqReport(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("report <stream>")
    .description("park an event of the log that a consumer cannot process, as consumers do by themselves")
    .requiredOption("--group <group>", "the consumer group that cannot process it")
    .requiredOption("--error-type <type>", "class or code of the error; policies go by it")
    .option("--position <position>", "where the event is in the log")
    .option("--delivery <id>", "the delivery it was leased as, which this settles; instead of --position")
    .option("--message <text>", "what went wrong")
    .option("--detail <file>", "a stack trace or the like, from a file (- reads standard input)")
    .option("--attempts <count>", "how often it was tried; default 1")
    .option("--retry-after <duration>", "do not retry it by itself before so much time");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "dlq report orders --group billing --position 42 --error-type CardDeclined --message 'the card was declined'",
      "dlq report orders --group billing --position 42 --error-type TypeError --detail stack.txt",
    ],
  });
  command.action((stream: string, options: ReportOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { group, errorType, position, delivery, message = "", detail, attempts, retryAfter } = options;
      if ((position === undefined) === (delivery === undefined)) {
        throw usageError("which event? give --position or --delivery", "positions are shown by: sluice tail STREAM");
      }
      const response = await services.deadLetters.reportDeadLetter({
        stream,
        consumerGroup: group,
        errorType,
        errorMessage: message,
        errorDetail: detail === undefined ? "" : await readInputText(detail, surroundings),
        attempts: attempts === undefined ? 1 : parseWhole("--attempts", attempts, 1),
        deliveryId: delivery ?? "",
        ...(position !== undefined && { position: parsePosition("--position", position) }),
        ...(retryAfter !== undefined && { retryAfter: parseDuration("--retry-after", retryAfter) }),
      });
      await output.show(ReportDeadLetterResponseSchema, response, (look) => renderReport(response, look));
      return exitCodes.ok;
    }),
  );
}
