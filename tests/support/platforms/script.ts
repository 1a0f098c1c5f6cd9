import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ScriptServer {
  url: string;
  /** What browsers told: name and event id. */
  readonly told: readonly { name: string; eventId: string }[];
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Does with the queue what Meta's own script does: tells each tracked event, with its id. */
const fbevents = `(() => {
  const here = new URL(document.currentScript.src).origin;
  const act = (args) => {
    if (!/^track/.test(args[0])) return;
    const [name, options] = /Single/.test(args[0]) ? [args[2], args[4]] : [args[1], args[3]];
    new Image().src = here + "/tr?" + new URLSearchParams({ ev: name, eid: (options || {}).eventID || "" });
  };
  fbq.queue.forEach(act);
  fbq.callMethod = (...args) => act(args);
})();`;

/** Where browsers load a platform's script from, and what that script tells. */
export async function scriptServer(): Promise<ScriptServer> {
  const told: { name: string; eventId: string }[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push(url.pathname);
    if (url.pathname === "/tr") {
      told.push({ name: url.searchParams.get("ev") ?? "", eventId: url.searchParams.get("eid") ?? "" });
      response.writeHead(204).end();
    } else response.writeHead(200, { "Content-Type": "text/javascript" }).end(fbevents);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
