import { openEventStoreDb } from "../../event_store/eventstoredb/store.ts";
import { startEventStoreDb } from "../support/eventstoredb/start.ts";
import { contract } from "./contract.ts";

const server = await startEventStoreDb();
Deno.test.afterAll(() => server.stop());
contract({
  name: "EventStoreDB adapter",
  open: () => openEventStoreDb({ url: server.url, namespace: "contract" }),
});

const real = Deno.env.get("EVENTSTOREDB_URL");
if (real) {
  const namespace = `test_${crypto.randomUUID().slice(0, 8)}`;
  contract({ name: "real EventStoreDB", open: () => openEventStoreDb({ url: real, namespace }) });
}
