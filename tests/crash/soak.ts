/** The crash test at its full length: `deno task soak [kills]`, a hundred by default. */
import { crashTest } from "./crash.ts";

const kills = Number(Deno.args[0] ?? 100);
const seed = Number(Deno.env.get("SEED") ?? Date.now() % 1_000_000);
console.log(`${kills} kills, SEED=${seed}`);
await crashTest({ seed, kills });
console.log("nothing lost, nothing doubled");
