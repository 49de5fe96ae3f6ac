const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * East Asian wide characters and emoji, which terminals draw in two cells (Unicode Standard Annex 11, classes W and F; emoji
 * by their presentation, U+FE0F asking for it).
 */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;

/** What takes no cell of its own where it stands alone: marks without a letter, joiners, variation selectors. */
const weightless = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * Text from elsewhere made safe for a terminal, on one line: control and direction characters become escapes, so that
 * no stored name or payload can move the cursor, repaint the screen or hide what it holds.
 */
export function printable(text: string): string {
  return text.replace(unprintable, escapeCharacter);
}

/** The same for text of several lines: keeps line feeds and tabs. */
export function printableLines(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(unprintable, (character) =>
      character === "\n" || character === "\t" ? character : escapeCharacter(character),
    );
}

/** How many terminal cells a text without control characters takes. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/u.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += cellsOf(segment);
  return width;
}

function cellsOf(segment: string): number {
  if (wide.test(segment)) return 2;
  return weightless.test(segment) ? 0 : 1;
}

/** Shortens a text to at most `width` cells, the last being `…` when something was cut off. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return "";
  let kept = "";
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = displayWidth(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return `${kept}…`;
}

/** Shortens a text to its last `width` cells, the first being `…` when something was cut off. */
export function truncateStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of [...segmenter.segment(text)].reverse()) {
    const next = displayWidth(segment);
    if (used + next > width) break;
    kept = segment + kept;
    used += next;
  }
  return width <= 0 ? "" : `…${kept}`;
}

/** Fills a text with spaces to `width` cells, on the right or, for `align` right, on the left. */
export function pad(text: string, width: number, align: "left" | "right"): string {
  const spaces = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "right" ? spaces + text : text + spaces;
}

/** Breaks a text at spaces into lines of at most `width` cells; longer words stay whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Cuts a text into pieces of at most `width` cells, wherever that is. */
function chop(text: string, width: number): readonly string[] {
  if (displayWidth(text) <= width) return [text];
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = displayWidth(segment);
    if (used + next > width && piece !== "") {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += segment;
    used += next;
  }
  return [...pieces, piece];
}

/** The same as `wrap`, but words that are too long for a line are broken as well, so that no line is wider. */
export function fold(text: string, width: number): readonly string[] {
  return wrap(text, width).flatMap((line) => chop(line, width));
}
