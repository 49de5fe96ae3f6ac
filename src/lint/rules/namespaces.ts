import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";

/** A schema has a namespace or package. */
export function checkNamespaceMissing(subject: LintSubject, remark: Remark): void {
  if (subject.format === "avro") {
    const first = subject.types[0];
    if (first?.namespace !== "") return;
    const { path, name, place } = first;
    const position = subject.text.positionOf(place);
    const message = `The ${first.kind} \`${name}\` has no namespace.`;
    remark({ path, position, message, suggestion: 'Add one, such as `"namespace": "com.example.shop"`.' });
  }
  if (subject.format === "protobuf" && subject.file.proto.package === "") {
    const position = subject.hasText ? { line: 1, column: 1 } : undefined;
    const suggestion = "Add one below the syntax, such as `package shop.orders.v1;`.";
    remark({ path: "", position, message: "The file has no package.", suggestion });
  }
}

const lowerWord = /^[a-z][a-z0-9_]*$/;

/** Namespaces are lower-case words with dots. */
export function checkNamespaceNaming(subject: LintSubject, remark: Remark): void {
  if (subject.format === "avro") {
    for (const { namespace, ownNamespace } of subject.types) {
      if (ownNamespace === undefined || namespace === "" || isLower(namespace)) continue;
      const { path, node } = ownNamespace;
      complain(remark, "namespace", namespace, { path, position: subject.text.positionOf(node) });
    }
  }
  if (subject.format === "protobuf") {
    const { package: name } = subject.file.proto;
    if (name !== "" && !isLower(name)) {
      complain(remark, "package", name, { path: name, position: subject.packagePosition });
    }
  }
}

function isLower(namespace: string): boolean {
  return namespace.split(".").every((word) => lowerWord.test(word));
}

function complain(
  remark: Remark,
  noun: string,
  name: string,
  place: Pick<Parameters<Remark>[0], "path" | "position">,
): void {
  const suggestion = `Name it \`${name.toLowerCase()}\`; as a part of every type's name it can only be changed in a new track.`;
  remark({ ...place, message: `The ${noun} \`${name}\` is not lower-case words with dots between them.`, suggestion });
}
