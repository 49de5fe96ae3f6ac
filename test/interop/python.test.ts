import { describeSmokeProgram } from "./smoke-program.js";

describeSmokeProgram({
  language: "python",
  command: () => ["clients/python/.venv/bin/python", "clients/python/smoke.py"],
  environment: { PYTHONPATH: "clients/python/src" },
});
