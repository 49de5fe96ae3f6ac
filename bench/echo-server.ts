// What the transport costs by itself: the same port and the same frames as Sluice, decoded and acknowledged, and nothing
// else. Whatever Sluice takes longer goes into looking at the events and keeping them.
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  GatewayService,
  StreamMode,
  type ValidateAndPublishRequest,
  type ValidateAndPublishResponseSchema,
} from "../gen/proto/sluice/v1/gateway_pb.js";
import { createConnectHandler } from "../src/server/connect-handler.js";
import { createHttpServer } from "../src/server/http.js";
import { answerNotFound } from "../src/server/plain-routes.js";

/** As `sluice serve` has them by default. */
const windowEvents = 10_000;
const windowBytes = 32n * 1024n ** 2n;

type Response = MessageInitShape<typeof ValidateAndPublishResponseSchema>;

async function* echo(requests: AsyncIterable<ValidateAndPublishRequest>): AsyncGenerator<Response> {
  for await (const { frame } of requests) {
    if (frame.case === "open") {
      const value = { windowEvents, windowBytes, maxBatchEvents: 1000, mode: StreamMode.DISABLED };
      yield { frame: { case: "opened", value } };
    } else if (frame.case === "events") {
      const { firstSequence, events } = frame.value;
      const published = [{ firstSequence, count: events.length, firstPosition: firstSequence }];
      const ackedThrough = firstSequence + BigInt(events.length - 1);
      yield { frame: { case: "acks", value: { ackedThrough, published, windowEvents } } };
    }
  }
}

function complain(cause: unknown): void {
  console.error(cause);
}

const server = createHttpServer({
  handler: createConnectHandler({
    routes: (router) => {
      router.service(GatewayService, { validateAndPublish: echo });
    },
    fallback: answerNotFound,
    onError: complain,
  }),
  routes: {},
  onError: complain,
});
const { host, port } = await server.listen({ host: "127.0.0.1", port: 0 });
process.once("SIGTERM", () => {
  void server.stop(0).then(() => process.exit());
});
console.log(`echo listening on http://${host}:${port}`);
