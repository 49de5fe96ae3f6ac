import { parentPort, workerData } from "node:worker_threads";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";

/** Thread: opens the store in a directory the moment the gate opens, uses it, closes it and says so. */
const { directory, gate } = workerData as { directory: string; gate: SharedArrayBuffer };

parentPort?.postMessage("ready");
Atomics.wait(new Int32Array(gate), 0, 0);
const store = await openSqliteStore({ directory });
await store.check();
await store.close();
parentPort?.postMessage("done");
