import { timestampDate } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { MalformedEvent, parseCloudEvent } from "../../../src/cli/cloud-event.js";

const minimal = { specversion: "1.0", id: "1", source: "/shop", type: "order.created" };

function parse(members: Readonly<Record<string, unknown>>) {
  return parseCloudEvent(JSON.stringify({ ...minimal, ...members }));
}

function textOf(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

describe("a CloudEvent in JSON", () => {
  it("keeps its attributes and takes every other member for an extension", () => {
    const event = parse({
      subject: "order 7",
      time: "2030-01-31T12:00:00.123456789+02:00",
      dataschema: "sluice:orders/order.created@v2",
      tenant: "acme",
      attempt: 3,
      replayed: true,
      nothing: null,
    });
    expect(event).toMatchObject({ id: "1", source: "/shop", type: "order.created", subject: "order 7" });
    expect(event.dataschema).toBe("sluice:orders/order.created@v2");
    expect(event.extensions).toEqual({ tenant: "acme", attempt: "3", replayed: "true" });
    expect(event.time?.nanos).toBe(123_456_789);
    expect(event.time === undefined ? "" : timestampDate(event.time).toISOString()).toBe("2030-01-31T10:00:00.123Z");
  });

  it("keeps the digits of its extensions", () => {
    const json =
      '{"id":"1","source":"s","type":"t","big":12345678901234567890,"half": 0.50 ,"whole":1e3,"data":{"big":1}}';
    expect(parseCloudEvent(json).extensions).toEqual({ big: "12345678901234567890", half: "0.50", whole: "1000" });
  });

  it("keeps the bytes of its data", () => {
    const json =
      '{"specversion":"1.0","id":"1","source":"s","type":"t","data": { "amount": 12345678901234567890.10 } }';
    expect(textOf(parseCloudEvent(json).data)).toBe('{ "amount": 12345678901234567890.10 }');
  });

  it("has JSON data for JSON content types, text for others and bytes from base64", () => {
    expect(textOf(parse({ data: "hello" }).data)).toBe('"hello"');
    expect(textOf(parse({ data: "hello", datacontenttype: "application/vnd.x+json; charset=utf-8" }).data)).toBe(
      '"hello"',
    );
    expect(textOf(parse({ data: "<a/>", datacontenttype: "application/xml" }).data)).toBe("<a/>");
    expect([...parse({ data_base64: "AP8=" }).data]).toEqual([0, 255]);
    expect([...parse({ data_base64: "AP\n8" }).data]).toEqual([0, 255]);
    expect(parse({}).data).toHaveLength(0);
  });

  it.each([
    ["not JSON", "{oops", /^not JSON$/],
    ["not an object", "[1]", /^not a JSON object$/],
    ["without a type", JSON.stringify({ ...minimal, type: undefined }), /"type" is missing; .* give --type/],
    ["with an id that is a number", JSON.stringify({ ...minimal, id: 7 }), /"id" is not a string/],
    ["with a wrong time", JSON.stringify({ ...minimal, time: "secret" }), /^"time" is not an RFC 3339 time/],
    ["with an object for an extension", JSON.stringify({ ...minimal, payload: {} }), /"payload" is neither/],
    ["of another version", JSON.stringify({ ...minimal, specversion: "0.3" }), /"specversion" is not "1.0"/],
    ["with data twice", JSON.stringify({ ...minimal, data: 1, data_base64: "AA==" }), /both "data" and "data_base64"/],
    ["with wrong base64", JSON.stringify({ ...minimal, data_base64: "###" }), /"data_base64" is not base64/],
    ["with base64 cut off", JSON.stringify({ ...minimal, data_base64: "AP8AP" }), /"data_base64" is not base64/],
  ])("that is %s is refused without quoting its values", (_, json, message) => {
    expect(() => parseCloudEvent(json)).toThrow(MalformedEvent);
    expect(() => parseCloudEvent(json)).toThrow(message);
    expect(() => parseCloudEvent(json)).not.toThrow(/secret|oops/);
  });
});
