import { crashPair } from "./pair.ts";

const seed = Number(Deno.env.get("SEED") ?? Date.now() % 1_000_000);

Deno.test(`three kills of web processes and workers lose and double nothing (SEED=${seed})`, () =>
  crashPair({ seed, kills: 3 }));
