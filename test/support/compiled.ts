import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Sources compiled to JavaScript, for tests that need processes or threads of their own. */
export interface Compiled {
  /** Path of the JavaScript of a source, such as `test/support/children/open-store.ts`. */
  path(source: string): string;
  remove(): Promise<void>;
}

/** Compiles the TypeScript files below these folders, types unchecked, into a temporary directory. */
export async function compileForNode(folders: readonly string[]): Promise<Compiled> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-compiled-"));
  await writeFile(join(directory, "package.json"), '{ "type": "module" }');
  await symlink(join(root, "node_modules"), join(directory, "node_modules"), "dir");
  await Promise.all(folders.map((folder) => compileFolder(folder, directory)));
  return {
    path: (source) => join(directory, javaScriptOf(source)),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function compileFolder(folder: string, directory: string): Promise<void> {
  const entries = await readdir(join(root, folder), { recursive: true });
  for (const entry of entries.filter((name) => name.endsWith(".ts"))) {
    const source = join(folder, entry);
    const target = join(directory, javaScriptOf(source));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, transpile(await readFile(join(root, source), "utf8"), source));
  }
}

function transpile(text: string, fileName: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(text, { fileName, compilerOptions }).outputText;
}

function javaScriptOf(source: string): string {
  return source.replace(/\.ts$/, ".js");
}
