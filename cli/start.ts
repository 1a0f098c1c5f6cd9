/** `deno task start [--roles web,worker,room]`: runs the product. */
import { readConfig } from "../config.ts";
import { announce, serve } from "../composition/serve.ts";
import { runProgram } from "./ask.ts";

await runProgram(async () => {
  const served = await serve(readConfig(Deno.env.toObject(), Deno.args));
  const { url, ended, core } = served;
  announce(served);
  if (url) console.log(core.directory.hasStudio() ? `Running at ${url}` : `Open ${url} and create your studio`);
  await ended;
});
Deno.exit();
