import type { DescFile, DescMethod, DescService } from "@bufbuild/protobuf";
import type { Difference } from "./difference.js";

/** Differences between services. No event notices them, so they are findings for people. */
export function compareServices(reader: DescFile, writer: DescFile): Difference[] {
  return writer.services.flatMap((service) => {
    const other = reader.services.find((one) => one.name === service.name);
    if (other !== undefined) return service.methods.flatMap((method) => compareMethod(other, method));
    const message = `The service ${service.typeName} is gone; its callers fail.`;
    return [note("source-service-removed", "", service.typeName, message)];
  });
}

function compareMethod(reader: DescService, writer: DescMethod): Difference[] {
  const path = `${writer.parent.typeName}.${writer.name}`;
  const method = reader.methods.find((one) => one.name === writer.name);
  if (method === undefined) {
    return [note("source-method-removed", reader.typeName, path, `The method ${path} is gone; its callers fail.`)];
  }
  const out: Difference[] = [];
  const readerPath = `${reader.typeName}.${method.name}`;
  if (method.input.typeName !== writer.input.typeName || method.output.typeName !== writer.output.typeName) {
    const message = `The method ${path} takes or gives another message than before.`;
    out.push(note("source-method-type-changed", readerPath, path, message));
  }
  if (method.methodKind !== writer.methodKind) {
    const words = (kind: DescMethod["methodKind"]): string => kind.replace("_", " ").replace("bidi", "bidirectional");
    const message = `The method ${path} was ${words(writer.methodKind)} and is now ${words(method.methodKind)}; old clients fail.`;
    out.push(note("source-method-streaming-changed", readerPath, path, message));
  }
  if (method.idempotency !== writer.idempotency) {
    out.push(note("source-method-idempotency-changed", readerPath, path, `The idempotency level of ${path} changed.`));
  }
  return out;
}

function note(ruleId: string, readerPath: string, writerPath: string, message: string): Difference {
  const suggestion = "Add a new method or service beside the old one, and remove the old one when nobody calls it.";
  return { ruleId, severity: "warning", readerPath, writerPath, message, suggestion };
}
