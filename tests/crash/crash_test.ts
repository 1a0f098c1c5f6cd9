import { crashTest } from "./crash.ts";

const seed = Number(Deno.env.get("SEED") ?? Date.now() % 1_000_000);

Deno.test(`ten kills while people register lose and double nothing (SEED=${seed})`, () =>
  crashTest({ seed, kills: 10 }));
