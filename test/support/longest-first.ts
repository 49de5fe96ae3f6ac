import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders and files whose tests wait for processes they start, the longest first. */
const longest = ["test/e2e/crash.", "test/e2e/", "test/interop/", "test/docs/", "test/integration/"];

/** Begins with what takes long, so that no core waits for the other at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((part) => moduleId.includes(part));
      return at === -1 ? longest.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
