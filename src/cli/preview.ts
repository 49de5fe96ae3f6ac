import type { MessageInitShape } from "@bufbuild/protobuf";
import type { HandedBack, PreviewRetryRequestSchema, PreviewRetryResponse } from "@sluice/client/gen";
import { failure } from "./cli-error.js";
import { renderRemaining } from "./dead-letter.js";
import { indented } from "./findings.js";
import type { Look } from "./look.js";
import { count, counted } from "./numbers.js";
import { bar, createProgress } from "./progress.js";
import type { Session } from "./session.js";

/** Which consumer groups get dead letters back, a line each. `verb` goes between the count and the group. */
export function handedBackLines(groups: readonly HandedBack[], verb: string, look: Look): readonly string[] {
  return groups.map(({ stream, consumerGroup, count: letters }) =>
    look.colors.cyan(
      indented(`${count(letters)} ${verb} to consumer group ${consumerGroup} of ${stream}; nothing is published`, look),
    ),
  );
}

/** What a retry would do: how many pass, how many fail again and why. */
export function renderPreview(preview: PreviewRetryResponse, look: Look): string {
  const { colors } = look;
  if (preview.selected === 0n) return "no open dead letters match";
  const sampled =
    BigInt(preview.examined) < preview.selected ? colors.dim(` (examined ${count(preview.examined)} of them)`) : "";
  const edit = preview.needsEdit === 0 ? "" : ` (${count(preview.needsEdit)} need an edit or a wider schema)`;
  const failing =
    preview.stillFail === 0
      ? colors.dim("0 would fail again")
      : colors.red(`${count(preview.stillFail)} would fail again${edit}`);
  return [
    `${colors.bold(counted(preview.selected, "dead letter"))} selected${sampled}`,
    `  ${colors.green(`${count(preview.wouldPass)} would pass`)}, ${failing}`,
    ...handedBackLines(preview.handedBackTo, "would be handed back", look),
    ...(preview.failures.length === 0 ? [] : ["", renderRemaining(preview.failures, look)]),
  ].join("\n");
}

/** Previews everything that is selected, with a progress line on a terminal. */
export async function watchPreview(
  preview: MessageInitShape<typeof PreviewRetryRequestSchema>,
  { services, surroundings }: Session,
): Promise<PreviewRetryResponse> {
  const progress = createProgress(surroundings);
  let latest: PreviewRetryResponse | undefined;
  try {
    for await (const message of services.deadLetters.watchPreview({ preview })) {
      latest = message.preview;
      const { examined = 0, selected = 0n } = latest ?? {};
      progress.update(() => `${bar(examined, Number(selected))} examined ${count(examined)} of ${count(selected)}`);
    }
  } finally {
    progress.clear();
  }
  if (latest === undefined) throw failure("the server answered without a preview");
  return latest;
}
