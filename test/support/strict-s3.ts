import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a strict S3 has to refuse or to break, and what it saw. */
export interface StrictS3 {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Method and path of each request that was taken. */
  readonly requests: string[];
  /** Asked before a request is answered: a status to answer instead, `hang-up`, `hang`, or undefined. */
  interfere: (method: string, path: string) => number | "hang-up" | "hang" | undefined;
  /** Whether its own answers say a code of S3, or only the status, as proxies before it do. */
  isBare: boolean;
  stop(): Promise<void>;
}

/** Its only key, and its only bucket. */
export const strictS3 = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  region: "eu-test-1",
  bucket: "letters",
} as const;

/**
 * A server that speaks as much S3 as an archive needs, and takes nothing whose signature (AWS Signature Version 4, by headers)
 * or checksum is wrong. Written from the specification, not from a client.
 */
export async function startStrictS3(): Promise<StrictS3> {
  const s3: StrictS3 = {
    endpoint: "",
    objects: new Map(),
    requests: [],
    interfere: () => undefined,
    isBare: false,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  const server = createServer((request, response) => {
    void answer(s3, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => (server.listening ? s3.stop() : undefined));
  return Object.assign(s3, { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** What it says with a status it is made to answer. */
const codes: Readonly<Record<number, string>> = { 400: "InvalidRequest", 403: "AccessDenied", 413: "EntityTooLarge" };

function errorBody(code: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
}

function isAsSummed(request: IncomingMessage, body: Buffer): boolean {
  const checksum = request.headers["x-amz-checksum-sha256"];
  return checksum === undefined || checksum === createHash("sha256").update(body).digest("base64");
}

async function answer(s3: StrictS3, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", "http://host");
  const method = request.method ?? "";
  const fail = (status: number, code: string): void => {
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(method === "HEAD" || s3.isBare ? "" : errorBody(code));
  };
  const trouble = s3.interfere(method, url.pathname);
  if (trouble !== undefined) {
    if (trouble === "hang-up") request.socket.destroy();
    else if (trouble !== "hang") fail(trouble, codes[trouble] ?? "SlowDown");
    return;
  }
  const defect = signatureDefect(request, url, body);
  if (defect !== undefined) {
    fail(403, defect);
    return;
  }
  const [, bucket = "", ...rest] = url.pathname.split("/");
  if (bucket !== strictS3.bucket) {
    fail(404, "NoSuchBucket");
    return;
  }
  const key = decodeURIComponent(rest.join("/"));
  s3.requests.push(`${method} ${url.pathname}`);
  if (key === "") {
    list(s3, url, response);
    return;
  }
  if (method === "PUT") {
    if (!isAsSummed(request, body)) {
      fail(400, "BadDigest");
      return;
    }
    s3.objects.set(key, body);
    response.writeHead(200, { etag: `"${createHash("md5").update(body).digest("hex")}"` }).end();
    return;
  }
  const object = s3.objects.get(key);
  if (object === undefined) {
    fail(404, "NoSuchKey");
    return;
  }
  response.writeHead(200, { "content-length": object.length }).end(object);
}

function list(s3: StrictS3, url: URL, response: ServerResponse): void {
  const prefix = url.searchParams.get("prefix") ?? "";
  const most = Number(url.searchParams.get("max-keys") ?? 1000);
  const after = Buffer.from(url.searchParams.get("continuation-token") ?? "", "base64url").toString();
  const keys = [...s3.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, most);
  const truncated = keys.length > page.length;
  const contents = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified><ETag>"x"</ETag>` +
      `<Size>${s3.objects.get(key)?.length ?? 0}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const token = truncated
    ? `<NextContinuationToken>${Buffer.from(page.at(-1) ?? "").toString("base64url")}</NextContinuationToken>`
    : "";
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0"?><ListBucketResult><Name>letters</Name><KeyCount>${page.length}</KeyCount>` +
      `<IsTruncated>${truncated}</IsTruncated>${token}${contents.join("")}</ListBucketResult>`,
  );
}

/** The error code for a request that is not signed as it must be; undefined when it is. */
function signatureDefect(request: IncomingMessage, url: URL, body: Buffer): string | undefined {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
  const parts = pattern.exec(request.headers.authorization ?? "");
  if (parts === null) return "AccessDenied";
  const [, keyId, day = "", region = "", signed = "", signature] = parts;
  if (keyId !== strictS3.accessKeyId) return "InvalidAccessKeyId";
  if (region !== strictS3.region) return "AuthorizationHeaderMalformed";
  const names = signed.split(";");
  const amz = Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"));
  if (!["host", ...amz].every((name) => names.includes(name))) return "AccessDenied";
  const date = String(request.headers["x-amz-date"]);
  const content = String(request.headers["x-amz-content-sha256"]);
  const hash = createHash("sha256").update(body).digest("hex");
  if (content !== "UNSIGNED-PAYLOAD" && content !== hash) return "XAmzContentSHA256Mismatch";
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim().replace(/ +/g, " ")}\n`);
  const path = url.pathname.split("/").map((part) => encode(decodeURIComponent(part)));
  const canonical = [request.method, path.join("/"), query.join("&"), headers.join(""), signed, content].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const digest = createHash("sha256").update(canonical).digest("hex");
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${strictS3.secretAccessKey}`);
  const expected = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest}`).toString("hex");
  return expected === signature ? undefined : "SignatureDoesNotMatch";
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}
