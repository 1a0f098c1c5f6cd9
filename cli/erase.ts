/** `deno task erase <e-mail> [studio address]`: erases a person; history, seals and counts stay. */
import { ask, print, runProgram } from "./ask.ts";

await runProgram(async () => {
  for await (
    const { personId } of ask({ operation: "erase", args: Deno.args }) as AsyncIterable<{ personId: string }>
  ) {
    await print(`person ${personId} is erased; keys and traces are destroyed while the product runs`);
  }
});
