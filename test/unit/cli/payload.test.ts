import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memberText } from "../../../src/cli/json-member.js";
import { compactJson, payloadLine, prettyJson, renderPayload } from "../../../src/cli/payload.js";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("JSON for people", () => {
  it("is indented as JSON.stringify would", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it("is the same again when it is made compact", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const compact = JSON.stringify(value);
        expect(compactJson(prettyJson(compact) ?? "")).toBe(compact);
      }),
    );
  });

  it("keeps every digit, the order and duplicates of members", () => {
    const text = '{"b": 12345678901234567890.10, "a": 1e400, "b": 0.0}';
    expect(compactJson(text)).toBe('{"b":12345678901234567890.10,"a":1e400,"b":0.0}');
  });

  it("is shown however long its strings are, and as it stands where it nests thousands deep", () => {
    const long = `{"a":"${"x".repeat(17_000_000)}\\n"}`;
    expect(prettyJson(long)?.length).toBe(long.length + 5);
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    expect(renderPayload(encode(deep))).toBe(deep);
    expect(compactJson(deep)).toBe(deep);
  });

  it("is not made of what is not JSON", () => {
    expect(prettyJson("{oops")).toBeUndefined();
    expect(compactJson("a, b")).toBeUndefined();
  });
});

describe("a payload", () => {
  it("is shown indented when it is JSON, as it is when it is text, and in hex otherwise", () => {
    expect(renderPayload(encode('{"a":[]}'))).toBe('{\n  "a": []\n}');
    expect(renderPayload(encode("plain\u001b[0m"))).toBe("plain\\u001b[0m");
    expect(renderPayload(Uint8Array.of(0, 0xff, 0x41))).toBe(`00000000  00 ff 41${" ".repeat(39)}  ..A`);
    expect(renderPayload(new Uint8Array())).toBe("(empty)");
  });

  it("fits on one line", () => {
    expect(payloadLine(encode('{ "a": 1 }'))).toBe('{"a":1}');
    expect(payloadLine(Uint8Array.of(0xff))).toBe("base64:/w==");
  });
});

describe("a member of a JSON object", () => {
  it("is found whatever stands around it", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(object, fc.string(), fc.jsonValue(), fc.nat(4), (others, name, value, indent) => {
        const whole = { ...others, [name]: value };
        const text = memberText(JSON.stringify(whole, undefined, indent), name);
        if (name !== "__proto__") expect(JSON.stringify(JSON.parse(text ?? ""))).toBe(JSON.stringify(value));
      }),
    );
  });

  it("keeps its text", () => {
    expect(memberText(' {"x":{"data":0}, "data" : [1.50,\n 2e1] ,"y":1}', "data")).toBe("[1.50,\n 2e1]");
    expect(memberText('{"data":"a\\"}"}', "data")).toBe('"a\\"}"');
  });

  it("is the last one of several, as JSON.parse has it", () => {
    expect(memberText('{"data":1,"d\\u0061ta":2}', "data")).toBe("2");
  });

  it("is undefined where there is none", () => {
    expect(memberText('{"a":{"data":1}}', "data")).toBeUndefined();
    expect(memberText("{}", "data")).toBeUndefined();
  });
});
