import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { describeSmokeProgram } from "./smoke-program.js";

const target = join(import.meta.dirname, "../../clients/java/target");

describeSmokeProgram({
  language: "java",
  command: async () => {
    const dependencies = await readFile(join(target, "classpath.txt"), "utf8");
    const classPath = [join(target, "test-classes"), join(target, "classes"), dependencies.trim()].join(delimiter);
    return ["java", "-cp", classPath, "dev.sluice.client.Smoke"];
  },
});
