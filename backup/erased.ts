import { PersonErased } from "../domain/person/events.ts";
import { BEGINNING, type RecordedEvent } from "../event_store/port.ts";
import { openSqliteLogReadOnly } from "../event_store/sqlite/log.ts";

/** Studio by person. */
export type Erased = Map<string, string>;

/** Who was erased in these facts. */
export async function erasedIn(facts: AsyncIterable<Pick<RecordedEvent, "data">>): Promise<Erased> {
  const persons: Erased = new Map();
  for await (const { data } of facts) persons.set(data.personId, data.studioId);
  return persons;
}

/**
 * Who was erased in a log that went on: its directory, or the list that `deno task log export --type PersonErased` made.
 * @throws {TypeError} a line that is no erasure
 */
export async function erasedAt(path: string): Promise<Erased> {
  if (!(await Deno.stat(path)).isDirectory) return await erasedIn(listed(await Deno.readTextFile(path), path));
  const log = await openSqliteLogReadOnly({ directory: path });
  const filter = { types: [PersonErased.type] };
  return await erasedIn(log.readAll({ after: BEGINNING, filter })).finally(() => log.close());
}

async function* listed(text: string, path: string): AsyncGenerator<Pick<RecordedEvent, "data">> {
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    const { type, data } = JSON.parse(line) as RecordedEvent;
    if (type !== PersonErased.type || !PersonErased.schema.safeParse(data).success) {
      throw new TypeError(`${path} holds a line that is no ${PersonErased.type}`);
    }
    yield { data };
  }
}
