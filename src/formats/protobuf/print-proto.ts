import {
  type FileDescriptorProto,
  FileOptionsSchema,
  type MethodDescriptorProto,
  MethodOptionsSchema,
  type ServiceDescriptorProto,
  ServiceOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { block, ExtensionPrinter, optionLines, printEnum, printMessage } from "./print-message.js";
import { type PrintContext, printOptions, shortName } from "./print-options.js";
import { quoteText } from "./string-literal.js";
import { qualify } from "./symbols.js";

/**
 * A linked descriptor as .proto text without comments: two descriptors that say the same give the same text, and compiling
 * the text gives the descriptor again. `context` comes from loading the file.
 */
export function printProto(file: FileDescriptorProto, context: PrintContext): string {
  const at = { scope: file.package, syntax: file.syntax === "proto2" ? "" : file.syntax };
  const sections: string[][] = [[syntaxLine(file)]];
  if (file.package !== "") sections.push([`package ${file.package};`]);
  sections.push(importLines(file));
  sections.push(optionLines(printOptions(context, file.package, FileOptionsSchema, file.options)));
  const extensions = new ExtensionPrinter(context, file.extension, file.messageType, at);
  for (const message of file.messageType) {
    sections.push(extensions.upTo(message) ?? printMessage(context, message, at));
  }
  for (const enumeration of file.enumType) sections.push(printEnum(context, enumeration, at));
  sections.push(extensions.rest());
  for (const service of file.service) sections.push(printService(context, service, file.package));
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function syntaxLine(file: FileDescriptorProto): string {
  if (file.syntax === "editions") return 'edition = "2023";';
  return `syntax = "${file.syntax === "" ? "proto2" : file.syntax}";`;
}

function importLines(file: FileDescriptorProto): string[] {
  return file.dependency.map((path, index) => {
    const kind = file.publicDependency.includes(index) ? "public " : file.weakDependency.includes(index) ? "weak " : "";
    return `import ${kind}${quoteText(path)};`;
  });
}

/** A service as lines; `scope` is the package. */
export function printService(context: PrintContext, service: ServiceDescriptorProto, scope: string): string[] {
  const name = qualify(scope, service.name);
  const lines = optionLines(printOptions(context, name, ServiceOptionsSchema, service.options));
  for (const method of service.method) lines.push(...printMethod(context, method, name));
  return block(`service ${service.name}`, lines);
}

/** A method as lines; `service` is the full name of its service. */
export function printMethod(context: PrintContext, method: MethodDescriptorProto, service: string): string[] {
  const type = (stream: boolean, full: string): string =>
    `(${stream ? "stream " : ""}${shortName(context, service, full.slice(1), ["message"])})`;
  const input = type(method.clientStreaming, method.inputType);
  const head = `rpc ${method.name}${input} returns ${type(method.serverStreaming, method.outputType)}`;
  const scope = qualify(service, method.name);
  const options = optionLines(printOptions(context, scope, MethodOptionsSchema, method.options));
  return options.length === 0 ? [`${head};`] : block(head, options);
}
