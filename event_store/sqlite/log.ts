import { backup, type DatabaseSync } from "node:sqlite";
import { checkAppend } from "../checked.ts";
import type { EventStore } from "../port.ts";
import { GroupCommit } from "./group_commit.ts";
import { lockDirectory } from "./lock.ts";
import { Queries } from "./query.ts";
import { reading } from "./reading.ts";
import { openDatabase, openDatabaseReadOnly } from "./schema.ts";
import { polledChanges, Wakes } from "./wakes.ts";

/** The log in one file of a directory, {@link logFile}. */
export interface SqliteLog extends EventStore {
  /**
   * Writes a consistent copy of the log into a new file. This process waits meanwhile; from one that reads beside the
   * owner ({@link openSqliteLogReadOnly}) appends go on.
   * @throws when the file exists
   */
  backup(file: string): Promise<void>;
}

export interface SqliteLogOptions {
  /** Holds `log.sqlite` and `log.lock`; made when missing. `":memory:"` keeps the log in memory, for tests. */
  directory: string;
  /** Tells the recorded time. */
  clock?: () => Date;
  /** The file grows to no more than this; appends past it are refused as on a full disk. */
  maxBytes?: number;
}

/** Where the log of a directory is. */
export function logFile(directory: string): string {
  return directory === ":memory:" ? directory : `${directory}/log.sqlite`;
}

/**
 * Opens the SQLite log: durable through power loss, one process at a time, nothing to install.
 * @throws {LogInUse} another process has the directory
 */
export async function openSqliteLog(options: SqliteLogOptions): Promise<SqliteLog> {
  const { directory, clock = () => new Date(), maxBytes } = options;
  const inMemory = directory === ":memory:";
  if (!inMemory) await Deno.mkdir(directory, { recursive: true });
  const unlock = inMemory ? () => {} : await lockDirectory(directory);
  try {
    const database = openDatabase(logFile(directory));
    if (maxBytes !== undefined) {
      const pageSize = Number(database.prepare("pragma page_size").get()?.page_size);
      database.exec(`pragma max_page_count = ${Math.floor(maxBytes / pageSize)}`);
    }
    const queries = new Queries(database);
    const wakes = new Wakes();
    const commits = new GroupCommit(database, queries, clock, () => wakes.wake());
    const reader = reading({
      queries,
      head: () => commits.head,
      changed: (signal) => wakes.next(signal),
      close() {
        commits.close();
        wakes.wake();
        database.close();
        unlock();
      },
    });
    return {
      ...reader,
      append: async (stream, events, expected) => await commits.append(stream, checkAppend(stream, events), expected),
      backup: (file) => copyInto(database, file),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens the log for reading beside the process that owns it (command line). It sees what is committed; appends are
 * refused. Subscriptions look for news ten times a second.
 * @throws when there is no log in the directory
 */
// deno-lint-ignore require-await -- opens as the writing one does
export async function openSqliteLogReadOnly({ directory }: { directory: string }): Promise<SqliteLog> {
  const database = openDatabaseReadOnly(logFile(directory));
  const queries = new Queries(database);
  const reader = reading({
    queries,
    head: () => queries.head(),
    changed: polledChanges(database),
    close: () => database.close(),
  });
  return {
    ...reader,
    append: () => Promise.reject(new TypeError("the log was opened for reading only")),
    backup: (file) => copyInto(database, file),
  };
}

const ALL_PAGES = 2 ** 31 - 1;

/**
 * A copy that is on the disk when this resolves. All pages in one step: a smaller one starts over whenever somebody writes.
 * (`vacuum into` needs more permissions than our tasks have.)
 */
async function copyInto(database: DatabaseSync, file: string): Promise<void> {
  const copy = await Deno.open(file, { createNew: true, read: true, write: true, mode: 0o600 });
  try {
    await backup(database, file, { rate: ALL_PAGES });
    await copy.sync();
  } finally {
    copy.close();
  }
}
