import { type ClientHttp2Stream, type Http2Session } from "node:http2";

import { Http2SessionManager } from "@connectrpc/connect-node";

/**
 * The HTTP/2 sessions of a client. A session whose ping is not answered is destroyed at once and says so some turns later;
 * the library stops listening when the client is closed or another call comes meanwhile, and what nobody listens to would
 * end the process. The calls of the session are told by their streams.
 */
export class Sessions extends Http2SessionManager {
  readonly #heard = new WeakSet<Http2Session>();

  /** Issues a request as the library does. */
  override async request(...call: Parameters<Http2SessionManager["request"]>): Promise<ClientHttp2Stream> {
    const stream = await super.request(...call);
    const { session } = stream;
    if (session !== undefined && !this.#heard.has(session)) {
      this.#heard.add(session);
      session.on("error", () => undefined);
    }
    return stream;
  }
}
