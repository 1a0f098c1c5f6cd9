import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { WrittenEvent } from "../checked.ts";

/** Rows to a statement: a call costs as much as the row itself, more than this gains nothing. */
const ROWS = 4;
const COLUMNS = 8;

type Value = string | number;

/** Rows on their way into the log, inserted a few at a time. */
export class RowBuffer {
  readonly #one: StatementSync;
  readonly #many: StatementSync;
  #values: Value[] = [];

  constructor(database: DatabaseSync) {
    this.#one = database.prepare(insert(1));
    this.#many = database.prepare(insert(ROWS));
  }

  add(position: number, stream: string, revision: number, event: WrittenEvent, recordedAt: string): void {
    this.#values.push(position, stream, revision, event.id, event.type, event.data, event.metadata, recordedAt);
    if (this.#values.length < ROWS * COLUMNS) return;
    const values = this.#values;
    this.#values = [];
    this.#many.run(...values);
  }

  /** Inserts the rest. */
  write(): void {
    const values = this.#values;
    this.#values = [];
    for (let i = 0; i < values.length; i += COLUMNS) this.#one.run(...values.slice(i, i + COLUMNS));
  }

  clear(): void {
    this.#values = [];
  }
}

function insert(rows: number): string {
  const row = `(${Array(COLUMNS).fill("?").join(", ")})`;
  return "insert into events (position, stream, revision, id, type, data, metadata, recorded_at) values " +
    Array(rows).fill(row).join(", ");
}
