/**
 * `deno task soak [kills] [--minutes=20]`: the crash tests at their full length, a hundred kills by default and a tenth of them
 * on the production pair, and then four hours' worth of mixed load in twenty minutes. 0 leaves either out.
 */
import { parseArgs } from "node:util";
import { crashTest } from "./crash.ts";
import { longTest } from "./long.ts";
import { crashPair } from "./pair.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string", default: "20" } },
});
const say = (word: string) => console.log(new Date().toISOString().slice(11, 19), word);
const kills = Number(positionals[0] ?? 100);
const minutes = Number(values.minutes);
const seed = Number(Deno.env.get("SEED") ?? Date.now() % 1_000_000);
console.log(`${kills} kills, ${minutes} minutes, SEED=${seed}`);
if (kills > 0) {
  await crashTest({ seed, kills, say });
  await crashPair({ seed, kills: Math.ceil(kills / 10) });
  say("the kills are over: nothing lost, nothing doubled");
}
if (minutes > 0) await longTest({ seed, minutes, say });
console.log("nothing lost, nothing doubled");
