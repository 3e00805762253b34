import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { DamagedFile } from './damaged-file';

export type SqlValue = string | number | null | Uint8Array;

/**
 * A text as the database can keep it: the way there and the way back both end at a NUL, so that one is shown by its
 * symbol. The octets of a message are kept beside its text.
 */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\u2400') : text;
}

/** Where each column of an answer stands. */
type Columns = ReadonlyMap<string, number>;

interface Prepared {
  readonly statement: StatementSyncInstance;
  readonly columns: Columns;
}

/** One row of an answer; a value of another type than its column has is damage, told by name. */
export class Row {
  readonly #columns: Columns;
  readonly #values: readonly unknown[];

  constructor(columns: Columns, values: readonly unknown[]) {
    this.#columns = columns;
    this.#values = values;
  }

  text(column: string): string {
    const value = this.#value(column);
    return typeof value === 'string' ? value : this.#fail(column, 'text');
  }

  number(column: string): number {
    const value = this.#value(column);
    return typeof value === 'number' ? value : this.#fail(column, 'a number');
  }

  octets(column: string): Uint8Array {
    const value = this.#value(column);
    return value instanceof Uint8Array ? value : this.#fail(column, 'octets');
  }

  textOrNull(column: string): string | null {
    return this.#value(column) === null ? null : this.text(column);
  }

  numberOrNull(column: string): number | null {
    return this.#value(column) === null ? null : this.number(column);
  }

  #value(column: string): unknown {
    const index = this.#columns.get(column);
    return index === undefined ? undefined : this.#values[index];
  }

  #fail(column: string, expected: string): never {
    const value = this.#value(column);
    if (value === undefined) throw new Error(`The answer has no column ${column}.`);
    throw new DamagedFile(`Column ${column} is not ${expected} but ${typeof value}`);
  }
}

/** A database with its prepared statements, each prepared once. */
export class Sql {
  readonly #db: DatabaseSyncInstance;
  readonly #statements = new Map<string, Prepared>();

  constructor(db: DatabaseSyncInstance) {
    this.#db = db;
  }

  /** Number of rows that were changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#prepare(sql).statement.run(...values.map(bound)).changes;
  }

  /** Rowid of the row that was added. */
  insert(sql: string, ...values: readonly SqlValue[]): number {
    return Number(this.#prepare(sql).statement.run(...values.map(bound)).lastInsertRowid);
  }

  first(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    const { statement, columns } = this.#prepare(sql);
    const row: unknown = statement.get(...values.map(bound));
    return row === undefined ? undefined : new Row(columns, row as readonly unknown[]);
  }

  all(sql: string, ...values: readonly SqlValue[]): Row[] {
    const { statement, columns } = this.#prepare(sql);
    const rows: unknown[] = statement.all(...values.map(bound));
    return rows.map((row) => new Row(columns, row as readonly unknown[]));
  }

  get isInTransaction(): boolean {
    return this.#db.isTransaction;
  }

  /** One or more statements without values. */
  exec(sql: string): void {
    this.#db.exec(sql);
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#statements.get(sql);
    if (prepared === undefined) {
      const statement = this.#db.prepare(sql);
      // An object with names for each row costs several times the row.
      statement.setReturnArrays(true);
      prepared = { statement, columns: new Map(statement.columns().map(({ name }, index) => [name, index])) };
      this.#statements.set(sql, prepared);
    }
    return prepared;
  }
}

function bound(value: SqlValue): SqlValue {
  return typeof value === 'string' ? storable(value) : value;
}
