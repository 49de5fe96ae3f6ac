import { invalidArgument } from "./errors.js";

/** How stream and event type make a subject. */
export type SubjectNameStrategy = "stream-and-type" | "topic" | "record" | "topic-record";

/** The longest subject, stream, type or group name, in characters. */
const maxNameLength = 255;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/** Checks a name that users choose: 1 to 255 characters, none of them a control character. `field` names it in the error. */
export function checkName(field: string, name: string): string {
  if (name === "") throw invalidArgument(field, "is required");
  if (name.length > maxNameLength) {
    throw invalidArgument(field, `has ${name.length} characters; at most ${maxNameLength} are allowed`);
  }
  if (controlCharacters.test(name)) {
    throw invalidArgument(field, "contains a control character; use printable characters only");
  }
  return name;
}

const subjectOf: Record<SubjectNameStrategy, (stream: string, type: string) => string> = {
  "stream-and-type": (stream, type) => `${stream}/${type}`,
  topic: (stream) => `${stream}-value`,
  record: (_stream, type) => type,
  "topic-record": (stream, type) => `${stream}-${type}`,
};

/** The subject that holds the schemas of an event type on a stream. */
export function subjectName(strategy: SubjectNameStrategy, stream: string, type: string): string {
  return subjectOf[strategy](stream, type);
}
