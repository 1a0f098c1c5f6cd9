/** The crash tests at their full length: `deno task soak [kills]`, a hundred by default, and a tenth of them on the production pair. */
import { crashTest } from "./crash.ts";
import { crashPair } from "./pair.ts";

const kills = Number(Deno.args[0] ?? 100);
const seed = Number(Deno.env.get("SEED") ?? Date.now() % 1_000_000);
console.log(`${kills} kills, SEED=${seed}`);
await crashTest({ seed, kills });
await crashPair({ seed, kills: Math.ceil(kills / 10) });
console.log("nothing lost, nothing doubled");
