/** `deno task audit:verify [studio id]`: holds every fact against the seals; exit code 1 when something is not as sealed. */
import type { Verdict } from "../event_store/seals/verify.ts";
import { ask, print, progressLine, runProgram } from "./ask.ts";

await runProgram(async () => {
  for await (const told of ask({ operation: "audit:verify", args: Deno.args }) as AsyncIterable<Verdict>) {
    if (told.damages === undefined) progressLine(`${told.facts.toLocaleString("en")} facts …`);
    else await show(told);
  }
});

async function show({ facts, sealed, seals, damages }: Verdict): Promise<void> {
  progressLine("");
  await print(
    `${facts} facts, ${sealed} of them as ${seals} seals say, ${facts - sealed} not sealed yet or behind damage`,
  );
  for (const { studio, kind, seal, message } of damages) {
    await print(`DAMAGE in ${studio}: ${kind} (seal ${seal}): ${message}`);
  }
  if (damages.length > 0) Deno.exitCode = 1;
  else await print("intact");
}
