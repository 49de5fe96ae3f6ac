import { type Look } from "./look.js";
import { displayWidth, pad, printable, truncate } from "./text-width.js";

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand right; default left. */
  readonly align?: "left" | "right";
  /** May be cut off with `…` when the terminal is too narrow. Ids and numbers never are. */
  readonly flexible?: boolean;
}

/** A cell: plain text, or text with a colour that is put on after measuring. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

const gap = 2;
const narrowest = 6;

function textOf(cell: Cell | undefined): string {
  return printable(typeof cell === "string" ? cell : (cell?.text ?? ""));
}

/** Takes cells from the widest flexible column, one by one, until the table fits or nothing can give. */
function fit(columns: readonly Column[], natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, gap * (columns.length - 1)) - available;
  while (excess > 0) {
    let widest = -1;
    columns.forEach((column, index) => {
      if (column.flexible === true && (widths[index] ?? 0) > (widths[widest] ?? narrowest)) widest = index;
    });
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/**
 * Renders rows under dim titles, columns two spaces apart. On a terminal flexible columns shrink so that lines do not
 * wrap; elsewhere nothing is cut. Ends without a line feed.
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], look: Look): string {
  const natural = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(textOf(row[index])))),
  );
  const widths = fit(columns, natural, look.width);
  const line = (cells: readonly Cell[]): string =>
    columns
      .map((column, index) => {
        const cell = cells[index] ?? "";
        const width = widths[index] ?? 0;
        const cut = truncate(textOf(cell), width);
        const last = index === columns.length - 1 && column.align !== "right";
        const padded = last ? cut : pad(cut, width, column.align ?? "left");
        return typeof cell === "string" ? padded : cell.paint(padded);
      })
      .join(" ".repeat(gap))
      .trimEnd();
  const head = look.colors.dim(line(columns.map((column) => column.title.toUpperCase())));
  return [head, ...rows.map(line)].join("\n");
}

/** Renders label and value pairs, values aligned; pairs whose value is empty are left out. */
export function renderFields(fields: readonly (readonly [label: string, value: Cell])[], look: Look): string {
  const shown = fields.filter(([, value]) => textOf(value) !== "");
  const width = Math.max(0, ...shown.map(([label]) => displayWidth(label)));
  return shown
    .map(([label, value]) => {
      const text = textOf(value);
      return `${look.colors.dim(pad(label, width, "left"))}  ${typeof value === "string" ? text : value.paint(text)}`;
    })
    .join("\n");
}
