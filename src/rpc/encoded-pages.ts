import { clone, create, createFileRegistry, type DescMethodUnary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import {
  DeadLetterSchema,
  DeadLetterService,
  file_sluice_v1_dead_letter,
  type ListDeadLettersRequestSchema,
  ListDeadLettersResponseSchema,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { type LetterPageDeps, letterPage } from "./letter-page.js";
import { dependenciesOf, makeBytes } from "./encoded-publish.js";

/** Answers from so many bytes on are packed, as those of all other methods are. */
const compressMinBytes = 1024;

/**
 * DeadLetterService.ListDeadLetters for callers that speak Protobuf: the letters of a page are written a few at a time,
 * with the turns of others in between, where the library would write five hundred of them in one go. To the library they
 * are bytes then, which is the same on the wire.
 */
export function encodedPagesRoute(deps: LetterPageDeps): (router: ConnectRouter) => void {
  const method = withEncodedLetters();
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

function withEncodedLetters(): DescMethodUnary<
  typeof ListDeadLettersRequestSchema,
  typeof ListDeadLettersResponseSchema
> {
  const changed = clone(FileDescriptorProtoSchema, file_sluice_v1_dead_letter.proto);
  makeBytes(changed, ListDeadLettersResponseSchema.name, "dead_letters");
  const file = [...dependenciesOf(file_sluice_v1_dead_letter), changed];
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  const method = registry.getService(DeadLetterService.typeName)?.method["listDeadLetters"];
  if (method === undefined) throw new Error("The contract has no method to list dead letters.");
  return method as ReturnType<typeof withEncodedLetters>;
}
