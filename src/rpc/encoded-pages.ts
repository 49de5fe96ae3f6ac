import { create, toBinary } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import {
  DeadLetterSchema,
  DeadLetterService,
  ListDeadLettersResponseSchema,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { withEncodedFields } from "./encoded-methods.js";
import { type LetterPageDeps, letterPage } from "./letter-page.js";

/** Answers from so many bytes on are packed, as those of all other methods are. */
const compressMinBytes = 1024;

/**
 * DeadLetterService.ListDeadLetters for callers that speak Protobuf: the letters of a page are written a few at a time,
 * with the turns of others in between, where the library would write five hundred of them in one go. To the library they
 * are bytes then, which is the same on the wire.
 */
export function encodedPagesRoute(deps: LetterPageDeps): (router: ConnectRouter) => void {
  const method = withEncodedFields(DeadLetterService.method.listDeadLetters, [
    [ListDeadLettersResponseSchema, "dead_letters"],
  ]);
  return (router) => {
    router.rpc(
      method,
      async (request, { signal }) => {
        const { letters, ...page } = await letterPage(deps, request, {
          signal,
          make: (letter) => toBinary(DeadLetterSchema, create(DeadLetterSchema, letter)),
        });
        // The type is that of the contract, which the changed method no longer has.
        return { ...page, deadLetters: letters } as never;
      },
      { compressMinBytes },
    );
  };
}
