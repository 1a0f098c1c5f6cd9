import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { contract } from "./contract.ts";

contract({ name: "SQLite log in memory", open: () => openSqliteLog({ directory: ":memory:" }) });

const directory = await Deno.makeTempDir({ prefix: "sqlite-contract-" });
Deno.test.afterAll(() => Deno.remove(directory, { recursive: true }));
contract({ name: "SQLite log", open: () => openSqliteLog({ directory }) });
