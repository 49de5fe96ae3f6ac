import type { UniversalServerResponse } from "@connectrpc/connect/protocol";

/** An answer that is handed to its connection in pieces, each when the one before has been taken. */
export interface AnswerPieces {
  /** Bytes that were handed over so far: how far the reader has got, which of one large write nobody could tell. */
  readonly handed: () => number;
  /** The same answer in pieces. */
  readonly of: (answer: UniversalServerResponse) => UniversalServerResponse;
}

/** The largest payload of a frame that HTTP/2 allows unasked (RFC 9113, section 4.2). */
const pieceBytes = 16_384;

/** Makes the pieces of one call. */
export function createAnswerPieces(): AnswerPieces {
  let handed = 0;
  async function* cut(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        const piece = chunk.subarray(at, at + pieceBytes);
        handed += piece.length;
        yield piece;
      }
    }
  }
  return {
    handed: () => handed,
    of: ({ body, ...answer }) => (body === undefined ? answer : { ...answer, body: cut(body) }),
  };
}
