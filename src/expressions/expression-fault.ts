/** Lines and columns count from 1. */
export interface ExpressionPlace {
  readonly line: number;
  readonly column: number;
}

/** Why a text is no expression that can be run, and where, as far as there is a place for it. */
export class ExpressionFault extends Error {
  override readonly name = "ExpressionFault";
  readonly place: ExpressionPlace | undefined;

  constructor(message: string, place?: ExpressionPlace) {
    super(message);
    this.place = place;
  }
}
