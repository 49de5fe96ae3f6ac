// Loaded before the server (`node --import`): a disk that says it has synced and has done nothing.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

fs.fdatasync = (_fileDescriptor, done) => setImmediate(done, null);
syncBuiltinESMExports();
