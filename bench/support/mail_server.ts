/** A local SMTP server in a process of its own that takes everything and tells, over HTTP, how much came and when. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** Since it was asked last. */
export interface Taken {
  messages: number;
  /** Milliseconds between the first message that came in whole and the last. */
  took: number;
}

export interface MailServer {
  url: string;
  taken(): Promise<Taken>;
  /** Begins to count anew. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts this file. Always `stop()`. */
export async function startMailServer(): Promise<MailServer> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", new URL(import.meta.url).pathname],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await output.read();
  const { smtp, http } = JSON.parse(value ?? "") as { smtp: number; http: number };
  const ask = async (method: string) => await (await fetch(`http://127.0.0.1:${http}`, { method })).json();
  return {
    url: `smtp://127.0.0.1:${smtp}`,
    taken: () => ask("GET"),
    forget: () => ask("DELETE"),
    async stop() {
      process.kill("SIGTERM");
      await process.status;
      await output.cancel();
    },
  };
}

async function run(): Promise<void> {
  let messages = 0, first = 0, last = 0;
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream: NodeJS.ReadableStream, _session: unknown, done: () => void) {
      stream.on("end", () => {
        last = performance.now();
        if (messages++ === 0) first = last;
        done();
      });
      stream.resume();
    },
  });
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const control = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ method }) => {
    if (method === "DELETE") messages = first = last = 0;
    return Response.json({ messages, took: last - first } satisfies Taken);
  });
  console.log(JSON.stringify({ smtp: (server.server.address() as AddressInfo).port, http: control.addr.port }));
}

if (import.meta.main) await run();
