import { type Look } from "./look.js";
import { displayWidth, fold, pad, printable, truncate } from "./text-width.js";

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand right; default left. */
  readonly align?: "left" | "right";
  /** May be cut off with `…` when the terminal is too narrow. Ids and numbers are cut only where nothing else helps. */
  readonly flexible?: boolean;
  /**
   * On a terminal that is too narrow for the row as a whole, the cell stands on this line below the row instead: 1 for the
   * first. Cells of one line stand there in the order of the columns.
   */
  readonly below?: number;
  /** Below the row in any case. */
  readonly alwaysBelow?: boolean;
  /** What stands before the cell where it is below the row, away from its title. */
  readonly label?: string;
  /** Left out where the terminal is too narrow; the highest number goes first. */
  readonly optional?: number;
}

/** A cell: plain text, or text with a colour that is put on after measuring. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

const gap = 2;
const indent = 2;
const narrowest = 6;
/** Optional columns go before flexible ones get narrower than this. */
const comfortable = 14;

function textOf(cell: Cell | undefined): string {
  return printable(typeof cell === "string" ? cell : (cell?.text ?? ""));
}

function paintOf(cell: Cell | undefined): (text: string) => string {
  return typeof cell === "object" ? cell.paint : String;
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, gap * Math.max(0, widths.length - 1));
}

/** Takes cells from the widest of the columns that may give, one by one, until they fit or are at their least. */
function shrink(widths: readonly number[], available: number, least: (index: number) => number): number[] {
  const shrunk = [...widths];
  for (let excess = widthOf(shrunk) - available; excess > 0; excess -= 1) {
    let widest = -1;
    shrunk.forEach((width, index) => {
      if (width > least(index) && width > (shrunk[widest] ?? 0)) widest = index;
    });
    if (widest < 0) break;
    shrunk[widest] = (shrunk[widest] ?? 0) - 1;
  }
  return shrunk;
}

/** Which columns are in the row, how wide, and which are below it. */
interface Layout {
  readonly row: readonly number[];
  readonly widths: readonly number[];
  /** The columns of each line below the row. */
  readonly below: readonly (readonly number[])[];
}

function isFlexible(column: Column | undefined): boolean {
  return column?.flexible === true;
}

/** Leaves optional columns out, the most optional first, while what stays would have to be cut too much. */
function withoutOptional(
  columns: readonly Column[],
  row: readonly number[],
  natural: readonly number[],
  available: number,
): readonly number[] {
  const wanted = (index: number): number =>
    isFlexible(columns[index]) ? Math.min(natural[index] ?? 0, comfortable) : (natural[index] ?? 0);
  let kept = row;
  while (widthOf(kept.map(wanted)) > available) {
    const [first] = kept
      .filter((index) => columns[index]?.optional !== undefined)
      .sort((a, b) => (columns[b]?.optional ?? 0) - (columns[a]?.optional ?? 0));
    if (first === undefined) break;
    kept = kept.filter((index) => index !== first);
  }
  return kept;
}

function layOut(columns: readonly Column[], natural: readonly number[], available: number): Layout {
  const all = columns.map((_, index) => index);
  const inRow = all.filter((index) => columns[index]?.alwaysBelow !== true);
  const fits = widthOf(inRow.map((index) => natural[index] ?? 0)) <= available;
  const isBelow = (index: number): boolean =>
    columns[index]?.below !== undefined && (!fits || columns[index].alwaysBelow === true);
  const candidates = all.filter((index) => !isBelow(index));
  const row = fits ? candidates : withoutOptional(columns, candidates, natural, available);
  const start = row.map((index) => natural[index] ?? 0);
  const flexed = shrink(start, available, (at) => (isFlexible(columns[row[at] ?? -1]) ? narrowest : Infinity));
  const lines = [...new Set(all.filter(isBelow).map((index) => columns[index]?.below ?? 0))].sort((a, b) => a - b);
  return {
    row,
    widths: shrink(flexed, available, () => 1),
    below: lines.map((line) => all.filter((index) => isBelow(index) && columns[index]?.below === line)),
  };
}

/** The cells of one line below a row, those that are empty left out; undefined when all are. */
function lineBelow(
  columns: readonly Column[],
  indexes: readonly number[],
  cells: readonly Cell[],
  look: Look,
): string | undefined {
  const parts = indexes
    .map((index) => {
      const text = textOf(cells[index]);
      const label = columns[index]?.label;
      return { text: label === undefined || text === "" ? text : `${label} ${text}`, paint: paintOf(cells[index]) };
    })
    .filter(({ text }) => text !== "");
  if (parts.length === 0) return undefined;
  const natural = parts.map(({ text }) => displayWidth(text));
  const widths = shrink(natural, look.width - indent, () => 1);
  return " ".repeat(indent) + parts.map(({ text, paint }, at) => paint(truncate(text, widths[at] ?? 0))).join("  ");
}

/**
 * Renders rows under dim titles, columns two spaces apart. On a terminal lines never wrap: what does not fit goes below its
 * row, is left out or is cut off, as the columns say. Elsewhere nothing is cut. Ends without a line feed.
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], look: Look): string {
  // One by one: a listing of all pages may have more rows than a call takes arguments.
  const natural = columns.map((column, index) =>
    rows.reduce((width, row) => Math.max(width, displayWidth(textOf(row[index]))), displayWidth(column.title)),
  );
  const { row: shown, widths, below } = layOut(columns, natural, look.width);
  const line = (cells: readonly Cell[]): string =>
    shown
      .map((index, at) => {
        const align = columns[index]?.align ?? "left";
        const cut = truncate(textOf(cells[index]), widths[at] ?? 0);
        const last = at === shown.length - 1 && align !== "right";
        return paintOf(cells[index])(last ? cut : pad(cut, widths[at] ?? 0, align));
      })
      .join(" ".repeat(gap))
      .trimEnd();
  const linesOf = (cells: readonly Cell[]): readonly string[] => [
    line(cells),
    ...below.map((indexes) => lineBelow(columns, indexes, cells, look)).filter((text) => text !== undefined),
  ];
  const head = look.colors.dim(line(columns.map((column) => column.title.toUpperCase())));
  return [head, ...rows.flatMap(linesOf)].join("\n");
}

/**
 * Renders label and value pairs, values aligned; pairs whose value is empty are left out. On a terminal long values go on
 * below themselves.
 */
export function renderFields(fields: readonly (readonly [label: string, value: Cell])[], look: Look): string {
  const shown = fields.filter(([, value]) => textOf(value) !== "");
  const width = Math.max(0, ...shown.map(([label]) => displayWidth(label)));
  return shown
    .map(([label, value]) => {
      const lines = fold(textOf(value), Math.max(narrowest, look.width - width - gap)).map(paintOf(value));
      return `${look.colors.dim(pad(label, width, "left"))}${" ".repeat(gap)}${lines.join(`\n${" ".repeat(width + gap)}`)}`;
    })
    .join("\n");
}
