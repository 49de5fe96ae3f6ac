// Lets the built command be run as it is; npm does the same when it installs the package.
import { chmodSync } from "node:fs";

chmodSync(new URL("../dist/src/cli/main.js", import.meta.url), 0o755);
