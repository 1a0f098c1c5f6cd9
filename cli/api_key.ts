/** `deno task api-key [name] [studio address]`: issues a key with an owner's rights and prints it alone. */
import { ask, print, runProgram } from "./ask.ts";

await runProgram(async () => {
  for await (const { key } of ask({ operation: "api-key", args: Deno.args }) as AsyncIterable<{ key: string }>) {
    await print(key);
  }
});
