/** `deno task demo`: runs the product with demo data, on an empty DATA_DIR or on the demo's own. */
import { type DemoFile, seedDemo } from "../composition/demo.ts";
import { announce, serve } from "../composition/serve.ts";
import { readConfig } from "../config.ts";
import { runProgram } from "./ask.ts";

await runProgram(async () => {
  const served = await serve(readConfig(Deno.env.toObject(), Deno.args), { demo: true });
  try {
    tell(await seedDemo(served, served.url ?? served.application.baseUrl));
    announce(served);
  } catch (error) {
    await served.close();
    throw error;
  }
  await served.ended;
});
Deno.exit();

function tell({ url, apiKey, event, users }: DemoFile): void {
  const lines = users.map(({ role, email, password }) => `  ${role.padEnd(10)} ${email.padEnd(26)} ${password}`);
  console.log(`
The demo is running at ${url}

Sign in at ${url}/sign-in
${lines.join("\n")}

Public event   ${event.publicUrl}
API key        ${apiKey}
Mails          ${url}/dev/mailbox

The same is in demo.json in the data directory. Ctrl-C ends it.
`);
}
