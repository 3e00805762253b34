import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

export type SqlValue = string | number | null | Uint8Array;

/** One row of an answer; a column of another type than asked for is an error of the schema, told by name. */
export class Row {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(column: string): string {
    const value = this.#values[column];
    return typeof value === 'string' ? value : this.#fail(column, 'text');
  }

  number(column: string): number {
    const value = this.#values[column];
    return typeof value === 'number' ? value : this.#fail(column, 'a number');
  }

  octets(column: string): Uint8Array {
    const value = this.#values[column];
    return value instanceof Uint8Array ? value : this.#fail(column, 'octets');
  }

  textOrNull(column: string): string | null {
    return this.#values[column] === null ? null : this.text(column);
  }

  numberOrNull(column: string): number | null {
    return this.#values[column] === null ? null : this.number(column);
  }

  #fail(column: string, expected: string): never {
    throw new Error(`Column ${column} is not ${expected} but ${typeof this.#values[column]}.`);
  }
}

/** A database with its prepared statements, each prepared once. */
export class Sql {
  readonly #db: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();

  constructor(db: DatabaseSyncInstance) {
    this.#db = db;
  }

  /** Number of rows that were changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#prepare(sql).run(...values).changes;
  }

  /** Rowid of the row that was added. */
  insert(sql: string, ...values: readonly SqlValue[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  first(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    const row: unknown = this.#prepare(sql).get(...values);
    return row === undefined ? undefined : new Row(row as Record<string, unknown>);
  }

  all(sql: string, ...values: readonly SqlValue[]): Row[] {
    const rows: unknown[] = this.#prepare(sql).all(...values);
    return rows.map((row) => new Row(row as Record<string, unknown>));
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

  #prepare(sql: string): StatementSyncInstance {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
