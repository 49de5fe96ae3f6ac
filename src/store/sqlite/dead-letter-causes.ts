import { hash } from "node:crypto";
import type { Statement } from "better-sqlite3";
import type { SchemaUsed } from "../../core/event.js";
import { areLightViolations, type Violation } from "../../core/violation.js";
import type { DeadLetterRow } from "../store.js";
import type { SqliteDatabase } from "./open.js";

/** The columns of a letter that its cause has for it. `tried_schema_id` is not among them, since there is an index of it. */
export interface CauseColumns {
  failure_code: string;
  violations: string;
  error_message: string;
  title: string;
  tried_subject: string | null;
  tried_version: number | null;
  tried_semver: string | null;
}

type CauseValues = [
  failureCode: string,
  violations: string,
  errorMessage: string,
  title: string,
  triedSubject: string | null,
  triedVersion: number | null,
  triedSemver: string | null,
];

/** What is wrong with letters, as their cause says it. */
export interface LetterCause extends Pick<DeadLetterRow, "failureCode" | "violations" | "errorMessage" | "title"> {
  /** The version that was tried; undefined when there was none. */
  readonly tried: { readonly subject: string; readonly version: number; readonly semver: string } | undefined;
}

/** What letters with one cause have in common. */
type Explained = Pick<DeadLetterRow, "failureCode" | "violations" | "errorMessage" | "title" | "schema">;

/** What is wrong with a letter, made ready to be stored. Holds nothing of the letter itself. */
class Explanation {
  /** Letters that have it, of which this process knows. */
  seen = 0;
  readonly #explained: Explained;
  #columns: CauseColumns | undefined;
  #name: string | undefined;

  constructor({ failureCode, violations, errorMessage, title, schema }: Explained) {
    this.#explained = { failureCode, violations, errorMessage, title, schema };
  }

  fits({ errorMessage, title, failureCode, schema }: Explained): boolean {
    const own = this.#explained;
    const isSame = own.errorMessage === errorMessage && own.title === title && own.failureCode === failureCode;
    return isSame && isSameSchema(own.schema, schema);
  }

  get columns(): CauseColumns {
    return (this.#columns ??= causeColumns(this.#explained));
  }

  get name(): string {
    return (this.#name ??= hash("sha256", JSON.stringify(valuesOf(this.columns)), "base64url").slice(0, nameLength));
  }
}

function isSameSchema(one: SchemaUsed | undefined, other: SchemaUsed | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  const { subject, version, semver, schemaId } = one;
  return (
    schemaId === other.schemaId && version === other.version && semver === other.semver && subject === other.subject
  );
}

/** Characters of the name of a cause, 132 bits: as good as never are two the same. */
const nameLength = 22;

function valuesOf(columns: CauseColumns): CauseValues {
  const { failure_code, violations, error_message, title, tried_subject, tried_version, tried_semver } = columns;
  return [failure_code, violations, error_message, title, tried_subject, tried_version, tried_semver];
}

/** What is wrong with a letter, as columns. */
export function causeColumns({ failureCode, violations, errorMessage, title, schema }: Explained): CauseColumns {
  return {
    failure_code: failureCode,
    violations: JSON.stringify(violations),
    error_message: errorMessage,
    title,
    tried_subject: schema?.subject ?? null,
    tried_version: schema?.version ?? null,
    tried_semver: schema?.semver ?? null,
  };
}

/** The same back again. */
export function toCause(columns: CauseColumns): LetterCause {
  const { tried_subject: subject, tried_version: version, tried_semver: semver } = columns;
  return {
    failureCode: columns.failure_code,
    // Only this store writes the JSON columns.
    violations: JSON.parse(columns.violations) as Violation[],
    errorMessage: columns.error_message,
    title: columns.title,
    tried: subject === null || version === null || semver === null ? undefined : { subject, version, semver },
  };
}

/** Gives letters of one cause one row that says what is wrong with them. Runs in the transaction that parks or deletes them. */
export interface CauseKeeper {
  /** The name of the cause of each letter; undefined for those that keep it to themselves, since no other has it. */
  readonly share: (letters: readonly DeadLetterRow[]) => readonly (string | undefined)[];
  /** So many letters that named a cause are no more, or have another. */
  readonly release: (cause: string, letters: number) => void;
}

/** Prepares the keeping of causes. */
export function causeKeeper({ writer }: SqliteDatabase): CauseKeeper {
  const add = writer.prepare<[string, ...CauseValues, number]>(`
    INSERT INTO dead_letter_causes
      (cause, failure_code, violations, error_message, title, tried_subject, tried_version, tried_semver, letters)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (cause) DO UPDATE SET letters = letters + excluded.letters`);
  const take = writer.prepare<[number, string]>("UPDATE dead_letter_causes SET letters = letters - ? WHERE cause = ?");
  const remove = writer.prepare<[string]>("DELETE FROM dead_letter_causes WHERE cause = ? AND letters <= 0");
  // Those who park events of one cause hand the same violations in again, not equal ones.
  const known = new WeakMap<readonly Violation[], Explanation>();

  function explanationOf(letter: DeadLetterRow): Explanation {
    const found = known.get(letter.violations);
    if (found?.fits(letter) === true) return found;
    const explanation = new Explanation(letter);
    known.set(letter.violations, explanation);
    return explanation;
  }

  return {
    share(letters) {
      const explanations = letters.map(explanationOf);
      const counts = new Map<Explanation, number>();
      for (const one of explanations) counts.set(one, (counts.get(one) ?? 0) + 1);
      const names = new Map<Explanation, string>();
      for (const [one, count] of counts) {
        one.seen += count;
        if (one.seen < 2) continue;
        names.set(one, one.name);
        add.run(one.name, ...valuesOf(one.columns), count);
      }
      return explanations.map((one) => names.get(one));
    },
    release(cause, letters) {
      take.run(letters, cause);
      remove.run(cause);
    },
  };
}

/** Causes that are kept in memory; each may be some kB. */
const maxRemembered = 1000;

/** Prepares reading causes by their names. What a name stands for never changes, so it is read once. */
export function causeReader(connection: SqliteDatabase["reader"]): (name: string) => LetterCause {
  const find: Statement<[string], CauseColumns> = connection.prepare<[string], CauseColumns>(
    "SELECT * FROM dead_letter_causes WHERE cause = ?",
  );
  const remembered = new Map<string, LetterCause>();
  return (name) => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const columns = find.get(name);
    if (columns === undefined) throw new Error(`The cause ${name} is gone, though a letter names it.`);
    const cause = toCause(columns);
    if (!areLightViolations(cause.violations)) return cause;
    const [oldest] = remembered.keys();
    if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, cause);
    return cause;
  };
}
