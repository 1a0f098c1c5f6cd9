import assert from "node:assert/strict";
import { snapshot } from "../../../domain/virtual_event/snapshot.ts";
import { existing } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { confirmed, created, gaveUp, published, waitlisted } from "./facts.ts";

const fold = (...events: Parameters<typeof virtualEvent.evolve>[1][]) =>
  events.reduce(virtualEvent.evolve, virtualEvent.initial());
Deno.test("a saved state is loaded as it was", () => {
  const states = [
    fold(),
    fold(created()),
    fold(created(), published, confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1), waitlisted("dora", 2)),
    fold(created(), published, confirmed("ana"), waitlisted("ben", 1), waitlisted("cleo", 2), gaveUp("ben")),
    fold(created(), published, confirmed("ana"), gaveUp("ana")),
  ];
  for (const state of states) {
    const saved = JSON.stringify(snapshot.save(state));
    assert.deepEqual(
      JSON.parse(JSON.stringify(snapshot.load(JSON.parse(saved)))),
      JSON.parse(JSON.stringify(state)),
    );
  }
});

Deno.test("an event with 100,000 registrations is saved and loaded", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => i);
  const events = many.map((i) => i < 60_000 ? confirmed(`p${i}`) : waitlisted(`p${i}`, i - 59_999));
  const state = existing(fold(created({ capacity: 60_000 }), published, ...events));
  const loaded = existing(snapshot.load(JSON.parse(JSON.stringify(snapshot.save(state)))));
  assert.equal(loaded.seats.taken, 60_000);
  assert.equal(loaded.seats.line.size, 40_000);
  assert.deepEqual(loaded.seats.registrations.entries(), state.seats.registrations.entries());
  assert.deepEqual(loaded.seats.line.entries(), state.seats.line.entries());
});

Deno.test("what voids a snapshot is the folder that the fold stands in", () => {
  assert.equal(snapshot.module, new URL("../../../domain/virtual_event/snapshot.ts", import.meta.url).href);
  assert.equal(virtualEvent.snapshot, snapshot);
});
