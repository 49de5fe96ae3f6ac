// What a call costs before anybody looks at it: the port of Sluice with a handler that reads the whole request and answers as
// many bytes as its path says, with the status that gRPC wants where gRPC was spoken.
import { createHttpServer } from "../src/server/http.js";
import type { HttpRequest, HttpResponse } from "../src/server/plain-routes.js";

const longest = Buffer.alloc(1024 ** 2, 0x20);

function answer(request: HttpRequest, response: HttpResponse): void {
  const bytes = Number((request.url ?? "").slice("/answer/".length));
  const contentType = request.headers["content-type"] ?? "";
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => {
    parts.push(part);
  });
  request.on("end", () => {
    Buffer.concat(parts);
    response.statusCode = 200;
    response.setHeader("content-type", contentType);
    if (contentType.startsWith("application/grpc")) response.addTrailers({ "grpc-status": "0" });
    response.end(longest.subarray(0, bytes));
  });
}

function complain(cause: unknown): void {
  console.error(cause);
}

const server = createHttpServer({ handler: answer, routes: {}, onError: complain });
const { host, port } = await server.listen({ host: "127.0.0.1", port: 0 });
process.once("SIGTERM", () => {
  void server.stop(0).then(() => process.exit());
});
console.log(`bare handler listening on http://${host}:${port}`);
