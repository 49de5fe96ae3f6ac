import type { Finding } from "../../../core/finding.js";

/** Each finding once, in order: several alternatives may reach the same shared definition. */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const one of findings) {
    const key = JSON.stringify([one.ruleId, one.readerPath, one.writerPath, one.message]);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
