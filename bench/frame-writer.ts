import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { EventSchema } from "../gen/proto/sluice/v1/event_pb.js";
import { OpenStreamSchema, ValidateAndPublishRequestSchema } from "../gen/proto/sluice/v1/gateway_pb.js";
import { type BenchCase, isInvalid } from "./bench-case.js";
import { orderEncodings } from "./order-encoding.js";
import { eventStream, eventType } from "./order-event.js";

/** Different payloads that are sent in turn, so that nothing learns one by heart. */
const variants = 64;

/** Digits of the part of an id that counts. */
const counterDigits = 10;

/** Field numbers of `ValidateAndPublishRequest.events`, `PublishEvents.first_sequence` and `PublishEvents.events`. */
const fieldNumbers = { frameEvents: 2, firstSequence: 1, events: 2 } as const;

/** An event as it stands in a frame, but for the digits of its id. */
interface Template {
  readonly bytes: Buffer;
  readonly digitsAt: number;
  readonly payloadBytes: number;
}

/** An encoded frame with what the window has to know of it. */
export interface EncodedFrame {
  readonly bytes: Buffer;
  readonly payloadBytes: number;
}

/** The first frame of a publish stream. */
export function openFrame(producerId: string, maxInflightEvents: number): Buffer {
  const open = create(OpenStreamSchema, { stream: eventStream, producerId, producerEpoch: 1n, maxInflightEvents });
  const frame = create(ValidateAndPublishRequestSchema, { frame: { case: "open", value: open } });
  return Buffer.from(toBinary(ValidateAndPublishRequestSchema, frame));
}

/**
 * Writes the frames of one publish stream. Events are encoded once, beforehand; a frame is copies of them in which the
 * digits of the id are overwritten, so that a loader costs little and no two events are the same.
 */
export class FrameWriter {
  readonly #valid: readonly Template[];
  readonly #invalid: readonly Template[];
  readonly #case: BenchCase;
  #written = 0;

  /** @param idPrefix what no other writer of the same server has */
  constructor(benchCase: BenchCase, idPrefix: string) {
    this.#case = benchCase;
    const templates = (isValid: boolean): readonly Template[] =>
      Array.from({ length: variants }, (_, variant) => {
        return encodeEvent(idPrefix, benchCase, { variant, isValid });
      });
    this.#valid = templates(true);
    this.#invalid = benchCase.invalidPercent === 0 ? [] : templates(false);
  }

  /** The next frame. */
  next(): EncodedFrame {
    const { batch } = this.#case;
    const templates = Array.from({ length: batch }, (_, index) => this.#templateOf(this.#written + index));
    const eventBytes = templates.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const head = encodeHead(this.#written + 1, eventBytes);
    const bytes = Buffer.allocUnsafe(head.length + eventBytes);
    bytes.set(head);
    let at = head.length;
    let payloadBytes = 0;
    for (const template of templates) {
      bytes.set(template.bytes, at);
      this.#written += 1;
      const counter = String(this.#written).padStart(counterDigits, "0");
      bytes.write(counter, at + template.digitsAt, "latin1");
      at += template.bytes.length;
      payloadBytes += template.payloadBytes;
    }
    return { bytes, payloadBytes };
  }

  #templateOf(index: number): Template {
    const from = isInvalid(index, this.#case.invalidPercent) ? this.#invalid : this.#valid;
    const template = from[index % variants];
    if (template === undefined) throw new Error("There is no event to send.");
    return template;
  }
}

/** Everything of a frame that comes before its events. */
function encodeHead(firstSequence: number, eventBytes: number): Uint8Array {
  const sequence = new BinaryWriter()
    .tag(fieldNumbers.firstSequence, WireType.Varint)
    .uint64(BigInt(firstSequence))
    .finish();
  return new BinaryWriter()
    .tag(fieldNumbers.frameEvents, WireType.LengthDelimited)
    .uint32(sequence.length + eventBytes)
    .raw(sequence)
    .finish();
}

function encodeEvent(
  idPrefix: string,
  { format, size }: BenchCase,
  { variant, isValid }: { readonly variant: number; readonly isValid: boolean },
): Template {
  const { contentType, payload } = orderEncodings[format];
  const data = payload(size, variant, isValid);
  const id = idPrefix + "0".repeat(counterDigits);
  const event = create(EventSchema, {
    id,
    source: "/shops/bench",
    type: eventType,
    time: timestampFromMs(Date.UTC(2026, 10, 20, 9, 30)),
    datacontenttype: contentType,
    data,
  });
  const writer = new BinaryWriter().tag(fieldNumbers.events, WireType.LengthDelimited);
  const bytes = Buffer.from(writer.bytes(toBinary(EventSchema, event)).finish());
  return { bytes, digitsAt: bytes.indexOf(id, 0, "latin1") + idPrefix.length, payloadBytes: data.length };
}
