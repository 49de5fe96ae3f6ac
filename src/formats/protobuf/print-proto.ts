import {
  type FileDescriptorProto,
  FileOptionsSchema,
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

function printService(context: PrintContext, service: ServiceDescriptorProto, scope: string): string[] {
  const name = qualify(scope, service.name);
  const lines = optionLines(printOptions(context, name, ServiceOptionsSchema, service.options));
  for (const method of service.method) {
    const type = (stream: boolean, full: string): string =>
      `(${stream ? "stream " : ""}${shortName(context, name, full.slice(1), ["message"])})`;
    const input = type(method.clientStreaming, method.inputType);
    const head = `rpc ${method.name}${input} returns ${type(method.serverStreaming, method.outputType)}`;
    const scopeOfMethod = qualify(name, method.name);
    const options = optionLines(printOptions(context, scopeOfMethod, MethodOptionsSchema, method.options));
    lines.push(...(options.length === 0 ? [`${head};`] : block(head, options)));
  }
  return block(`service ${service.name}`, lines);
}
