import { createHash } from "node:crypto";
import { S3mini } from "s3mini";
import { SluiceError } from "../core/errors.js";
import type { ObjectStore } from "./object-store.js";

/** Where the bucket is, and who may use it. */
export interface S3Location {
  /** `https://host` or `http://host:port`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** Where the bucket is named: in the path of each address, or before the host. */
  readonly addressing: "path" | "host";
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** How long one request may take. */
  readonly timeoutMs: number;
}

/** Error codes of S3 for what passes by itself, whatever the status is. */
const passing: ReadonlySet<string> = new Set([
  "SlowDown",
  "InternalError",
  "ServiceUnavailable",
  "RequestTimeout",
  "Throttling",
  "OperationAborted",
]);

/** Error codes of S3 that speak of the object, not of the bucket or who asks. */
const ofObject: ReadonlySet<string> = new Set(["EntityTooLarge", "MaxMessageLengthExceeded", "KeyTooLongError"]);

const advice: Readonly<Record<string, string>> = {
  NoSuchBucket: "there is no such bucket; create it, or correct archiveBucket",
  AccessDenied: "access is denied; allow s3:PutObject, s3:GetObject and s3:ListBucket to the key",
  InvalidAccessKeyId: "it does not know the access key; correct archiveAccessKeyId",
  SignatureDoesNotMatch: "the signature is wrong; correct archiveSecretAccessKey",
  AuthorizationHeaderMalformed: "the region is wrong; correct archiveRegion",
  PermanentRedirect: "the bucket is somewhere else; correct archiveEndpoint and archiveRegion",
  EntityTooLarge: "the object is too large for it; raise the limit of the storage, or of what stands before it",
  RequestTimeTooSkewed: "the clock of this machine is wrong; correct it",
};

/** Object storage that speaks S3. Credentials appear in no error and in no log. */
export function createS3ObjectStore(location: S3Location): ObjectStore {
  const client = new S3mini({
    endpoint: addressOf(location),
    region: location.region,
    accessKeyId: location.accessKeyId,
    secretAccessKey: location.secretAccessKey,
    requestAbortTimeout: location.timeoutMs,
    fetch: checkedFetch(location),
  });
  return {
    async put(key, bytes) {
      // The signature does not cover the body, so the storage is told what it has to be.
      const checksum = createHash("sha256").update(bytes).digest("base64");
      const response = await client.putObject(key, bytes, "application/json", undefined, {
        "x-amz-checksum-sha256": checksum,
      });
      await response.body?.cancel();
    },
    async get(key) {
      const bytes = await throughBody(location, client.getObjectArrayBuffer(key));
      return bytes === null ? undefined : new Uint8Array(bytes);
    },
    async list(prefix, after, limit) {
      const page = await throughBody(
        location,
        client.listObjectsPaged("/", prefix, limit, after === "" ? undefined : after),
      );
      const objects = (page?.objects ?? []).map(({ Key, Size, LastModified }) => ({
        key: Key,
        bytes: Size,
        storedAt: LastModified,
      }));
      return { objects, next: page?.nextContinuationToken ?? "" };
    },
  };
}

function addressOf({ endpoint, bucket, addressing }: S3Location): string {
  const url = new URL(endpoint);
  if (addressing === "host") url.hostname = `${bucket}.${url.hostname}`;
  else url.pathname = `${url.pathname.replace(/\/+$/, "")}/${bucket}`;
  return url.href;
}

/** Makes errors of everything but an answer and an object that is not there; the client would let some of them pass. */
function checkedFetch(location: S3Location): typeof fetch {
  return async (input, init) => {
    const response = await throughBody(location, fetch(input, { ...init, redirect: "manual" }));
    if (response.ok) return response;
    const body = await throughBody(location, response.text());
    const code = /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(body)?.[1] ?? "";
    const key = decodeURIComponent(
      new URL(response.url).pathname.slice(new URL(addressOf(location)).pathname.length + 1),
    );
    // Whoever puts an object and is told that something is missing has no bucket, whatever a proxy makes of that.
    const isRead = init?.method !== "PUT";
    if (response.status === 404 && key !== "" && isRead && code !== "NoSuchBucket") {
      return new Response(body, { status: 404 });
    }
    throw refusal(location, response.status, code, key);
  };
}

/** What a status alone says: proxies know no codes of S3. */
const plainStatus: ReadonlyMap<number, string> = new Map([
  [403, "AccessDenied"],
  [404, "NoSuchBucket"],
  [413, "EntityTooLarge"],
]);

function refusal(location: S3Location, status: number, code: string, key: string): SluiceError {
  const shown = code === "" ? `status ${status}` : `${status} ${code}`;
  const metadata = { bucket: location.bucket, endpoint: location.endpoint, status: String(status), code };
  if (status >= 500 || status === 429 || status === 408 || passing.has(code)) {
    return new SluiceError("ARCHIVE_UNAVAILABLE", `The archive's storage answers ${shown}; it is tried again.`, {
      metadata,
    });
  }
  const known = code === "" ? (plainStatus.get(status) ?? "") : code;
  const hint = advice[known] ?? "look at the settings that begin with archive";
  return new SluiceError("ARCHIVE_REFUSED", `Bucket ${location.bucket}: the storage answers ${shown}: ${hint}.`, {
    metadata: ofObject.has(known) ? { ...metadata, key } : metadata,
  });
}

/** Waits for a part of an exchange; a connection that fails or takes too long is what passes by itself. */
async function throughBody<Result>({ endpoint }: S3Location, part: Promise<Result>): Promise<Result> {
  try {
    return await part;
  } catch (caught) {
    if (caught instanceof SluiceError) throw caught;
    const cause = caught instanceof Error && caught.cause instanceof Error ? caught.cause : caught;
    // A time that is over has a number for a code.
    const named = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
    const code = named ?? (cause instanceof Error ? cause.name : "unknown");
    throw new SluiceError(
      "ARCHIVE_UNAVAILABLE",
      `The archive's storage at ${endpoint} cannot be reached (${code}); is it up, and is archiveEndpoint right?`,
      { metadata: { endpoint }, cause: caught },
    );
  }
}
