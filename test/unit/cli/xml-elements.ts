/** An element of an XML text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(#?\w+);?/gu, (whole, name: string) => {
    if (!whole.endsWith(";")) throw new Error(`a bare & in ${text}`);
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    const entity = entities[name];
    if (entity === undefined) throw new Error(`no such entity: ${whole}`);
    return entity;
  });
}

/**
 * The elements of an XML text in the order in which they open. Knows as much of XML 1.0 as the test needs: fails for
 * tags that do not pair up, bare `<` and `&`, and characters that XML has no place for (section 2.2).
 */
export function xmlElements(xml: string): readonly XmlElement[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(xml))
    throw new Error("a character XML forbids");
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/u, "");
  if (body === xml) throw new Error("no XML declaration");
  const elements: XmlElement[] = [];
  const open: string[] = [];
  for (const [, text = "", tag] of body.matchAll(/([^<]*)(?:<([^<>]*)>)?/gu)) {
    decoded(text);
    if (tag === undefined) continue;
    if (tag.startsWith("/")) {
      if (open.pop() !== tag.slice(1)) throw new Error(`</${tag.slice(1)}> closes nothing`);
      continue;
    }
    const [, name = "", attributes = "", empty] = /^([\w-]+)((?: [\w-]+="[^"]*")*)(\/)?$/u.exec(tag) ?? [];
    if (name === "") throw new Error(`no tag: <${tag}>`);
    const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/gu)];
    elements.push({
      name,
      attributes: Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, decoded(value)])),
    });
    if (empty === undefined) open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(", ")}`);
  return elements;
}
