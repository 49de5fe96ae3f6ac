import { describeSmokeProgram } from "./smoke-program.js";

describeSmokeProgram({ language: "go", command: () => ["clients/go/bin/smoke"] });
