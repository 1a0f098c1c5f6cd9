/** A process that appends without end and prints what was acknowledged: `deno run -A sqlite_writer.ts <directory>`. */
import { openSqliteLog } from "../../event_store/sqlite/log.ts";

const [directory = ""] = Deno.args;
const log = await openSqliteLog({ directory });
console.log("open");
await Promise.all(Array.from({ length: 8 }, async () => {
  const stream = `written-${crypto.randomUUID()}`;
  for (let revision = -1;;) {
    const id = crypto.randomUUID();
    const event = { id, type: "Written", data: { padding: "x".repeat(300) }, metadata: {} };
    ({ revision } = await log.append(stream, [event], revision === -1 ? "no_stream" : revision));
    console.log(id);
  }
}));
