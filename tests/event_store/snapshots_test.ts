import assert from "node:assert/strict";
import { warmUp } from "../../composition/warm_up.ts";
import { virtualEvent } from "../../domain/virtual_event/virtual_event.ts";
import { fileSnapshots } from "../../event_store/snapshots.ts";
import { inWorkshop, stream, type Workshop } from "./handle_support.ts";

/** Registers 1,100 people (2,200 facts) and waits until their state is on the disk. */
async function saved(shop: Workshop): Promise<{ directory: string; file: string }> {
  const directory = await Deno.makeTempDir({ prefix: "snapshots-" });
  await shop.publish(900);
  const { ask } = shop.process({ snapshots: fileSnapshots(directory) });
  const people = await Promise.all(Array.from({ length: 1_100 }, (_, n) => shop.registration(`person${n}`)));
  await Promise.all(people.map((command) => ask(command)));
  for (;;) {
    const names = (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name);
    const name = names.find((one) => one.endsWith(".json"));
    if (name) return { directory, file: `${directory}/${name}` };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

inWorkshop("a large stream's state comes from its snapshot, and decides like the folded one", async (shop) => {
  const { directory } = await saved(shop);
  const cold = shop.process({ snapshots: fileSnapshots(directory) });
  const bare = shop.process();
  const state = await cold.handle.stateOf(virtualEvent, stream);
  assert.ok(cold.store.read_events < 300, `${cold.store.read_events} events read`);
  assert.deepEqual(
    JSON.parse(JSON.stringify(state)),
    JSON.parse(JSON.stringify(await bare.handle.stateOf(virtualEvent, stream))),
  );
  const { metadata } = (await shop.facts())[500]!;
  const again = await cold.ask(await shop.registration("late"), { commandId: metadata.commandId });
  assert.equal(again.repeated, true);
  const { events: [, outcome] } = await cold.ask(await shop.registration("late"));
  assert.ok(outcome?.type === "RegistrationWaitlisted" && outcome.data.position === 201);
  await Deno.remove(directory, { recursive: true });
});

inWorkshop("the streams that were saved last are known by name after a start", async (shop) => {
  const { directory } = await saved(shop);
  assert.deepEqual(await fileSnapshots(directory).latest(), [stream]);
  const odd = "event-ñ/../x.y";
  await fileSnapshots(directory).save(odd, "0".repeat(64), "{}");
  await Deno.writeTextFile(`${directory}/%.json`, "");
  assert.deepEqual((await fileSnapshots(directory).latest()).toSorted(), [stream, odd].toSorted());
  assert.deepEqual(await fileSnapshots(`${directory}/nowhere`).latest(), []);
  await Deno.remove(directory, { recursive: true });
});

inWorkshop("a process that starts has read what was saved before anybody asks", async (shop) => {
  const { directory } = await saved(shop);
  const snapshots = fileSnapshots(directory);
  const { handle, store, ask } = shop.process({ snapshots });
  await warmUp({ handle, snapshots });
  const read = store.read_events;
  assert.ok(read > 0 && read < 300, `${read} events read`);
  const { events: [, outcome] } = await ask(await shop.registration("late"));
  assert.equal(outcome?.type, "RegistrationWaitlisted");
  assert.equal(store.read_events, read);
  await Deno.remove(directory, { recursive: true });
});

inWorkshop("a snapshot holds nothing personal", async (shop) => {
  const { directory, file } = await saved(shop);
  const text = await Deno.readTextFile(file);
  assert.ok(!text.includes("person7") && !text.includes("example.com"));
  await Deno.remove(directory, { recursive: true });
});

inWorkshop("a snapshot of other code, of another log, or cut off, is left aside", async (shop) => {
  const { directory, file } = await saved(shop);
  const text = await Deno.readTextFile(file);
  const unusable = [
    () => Deno.writeTextFile(file, text.slice(0, 1_000)),
    () => Deno.writeTextFile(file, text.replace(/"lastId":"[^"]+"/, `"lastId":"${crypto.randomUUID()}"`)),
    () => Deno.rename(file, file.replace(/\.\w+\.json$/, ".0123456789abcdef.json")),
  ];
  for (const spoil of unusable) {
    await spoil();
    const snapshots = { ...fileSnapshots(directory), save: () => Promise.resolve() };
    const { handle, store } = shop.process({ snapshots });
    const state = await handle.stateOf(virtualEvent, stream);
    assert.ok(state.lifecycle === "published" && state.seats.taken === 900);
    assert.ok(store.read_events >= 2_203);
  }
  await Deno.remove(directory, { recursive: true });
});
