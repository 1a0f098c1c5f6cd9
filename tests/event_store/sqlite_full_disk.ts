/**
 * A process under a limit of file size that appends until it is refused: `deno run -A sqlite_full_disk.ts <directory>`.
 * Prints `{acknowledged, refused: {name, outcome}, readable}`.
 */
import { StoreUnavailable } from "../../event_store/port.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";

const [directory = ""] = Deno.args;
const log = await openSqliteLog({ directory });
const acknowledged: string[] = [];
for (;;) {
  const event = { id: crypto.randomUUID(), type: "Written", data: { padding: "x".repeat(100_000) }, metadata: {} };
  try {
    await log.append(`full-${event.id}`, [event], "no_stream");
    acknowledged.push(event.id);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    let readable = 0;
    for await (const _ of log.readAll({ after: 0n })) readable++;
    console.log(JSON.stringify({ acknowledged, refused: { name: error.name, outcome: error.outcome }, readable }));
    Deno.exit(0);
  }
}
