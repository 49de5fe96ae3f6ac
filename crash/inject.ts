import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import Database from "better-sqlite3";
import type { CrashOperation } from "./crash-plan.js";
import { approach, around, survive } from "./fate.js";

// To be loaded before a program of the harness, in each of its threads (`node --import`). Wraps the driver and the file
// system from outside, so that what is tested knows nothing of it.

type Call = (...parameters: unknown[]) => unknown;

const prototype = Database.prototype as unknown as {
  prepare: (sql: string) => unknown;
  exec: (sql: string) => unknown;
};
const { prepare, exec } = prototype;

prototype.prepare = function (this: Database.Database, sql) {
  const statement = prepare.call(this, sql) as { run: Call; get: Call };
  const operation = this.readonly ? undefined : operationOf(sql);
  if (operation === undefined) return statement;
  for (const verb of ["run", "get"] as const) {
    const original = statement[verb].bind(statement);
    statement[verb] = (...parameters) => around(operation, () => original(...parameters));
  }
  return statement;
};

prototype.exec = function (this: Database.Database, sql) {
  const run = (): unknown => exec.call(this, sql);
  return sql.includes("CREATE TABLE streams") ? around("migration", run) : run();
};

function operationOf(sql: string): CrashOperation | undefined {
  if (sql === "BEGIN IMMEDIATE") return "begin";
  if (sql === "COMMIT") return "commit";
  return sql.includes("wal_checkpoint(PASSIVE)") ? "checkpoint" : undefined;
}

const { fdatasync } = fs;
fs.fdatasync = ((fileDescriptor: number, done: fs.NoParamCallback) => {
  const fated = approach("sync");
  fdatasync(fileDescriptor, (error) => {
    if (fated) survive();
    done(error);
  });
}) as typeof fdatasync;
syncBuiltinESMExports();
