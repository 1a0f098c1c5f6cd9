import { Builder } from "fresh/dev";
import { readModelTables } from "../projections/all.ts";
import { untilShown } from "../projections/runtime/shown.ts";
import { logLine } from "./log_line.ts";
import type { Config } from "../config.ts";
import { app } from "../main.ts";
import { type Running, start } from "./start.ts";

/** The product, serving. */
export interface Served extends Running {
  /** Where it is reached; null when this process serves no pages. */
  url: string | null;
  /** Resolves once it has ended, after SIGINT or SIGTERM. */
  ended: Promise<void>;
}

type Handler = ReturnType<typeof app.handler>;

/** Milliseconds for requests at hand when the process is asked to end. */
const DRAIN = 5_000;

/** Milliseconds that a new installation may take until its pages have something to read; a long log is not waited for. */
const FIRST_BUILD = 15_000;

/** Opens the product, builds its pages and serves them until SIGINT or SIGTERM. */
export async function serve(config: Config, options: { demo?: boolean } = {}): Promise<Served> {
  const servesPages = config.roles.includes("web") || config.roles.includes("room");
  const [running, applyBuild] = await Promise.all([
    start(config, options),
    servesPages ? new Builder().build({ snapshot: "memory" }) : null,
  ]);
  if (config.roles.includes("worker")) {
    await untilShown(running.readModels.pool, readModelTables, { timeoutMs: FIRST_BUILD });
  }
  let server: Deno.HttpServer<Deno.NetAddr> | null = null;
  if (applyBuild) {
    applyBuild(app);
    const options = { hostname: config.host, port: config.port, onListen: () => {}, automaticCompression: true };
    server = Deno.serve(options, seen(app.handler(), running));
  }
  const url = server && `http://${shown(config.host)}:${server.addr.port}`;
  if (url) running.listeningAt(url);
  return { ...running, url, ended: untilAsked().then(() => end(server, running)) };
}

/** Says in one line of JSON that the product is ready, for whoever started it. */
export function announce({ url, core }: Served): void {
  logLine("info", "started", { listening: url, roles: core.config.roles });
}

/** Those who build read models beside leave time to those who are served. */
function seen(handler: Handler, { core }: Running): Handler {
  return async (request, info) => {
    core.traffic.seen();
    return asItIs(await handler(request, info));
  };
}

/**
 * What is kept nowhere is one person's, or a stream: it goes out uncompressed. The length of what is compressed can tell of
 * a secret beside words that somebody else chose, and a live page would wait for a block to be full.
 */
function asItIs(response: Response): Response {
  const caching = response.headers.get("cache-control");
  if (caching?.includes("no-store")) response.headers.set("cache-control", `${caching}, no-transform`);
  return response;
}

async function end(server: Deno.HttpServer | null, running: Running): Promise<void> {
  logLine("info", "ending");
  running.application.changes.close(); // live pages would hold the server open until the patience is over
  const drained = server?.shutdown();
  const patience = setTimeout(() => Deno.exit(1), 2 * DRAIN);
  await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN))]);
  await running.close();
  clearTimeout(patience);
}

function untilAsked(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => resolve());
  return promise;
}

/** A name that a browser on this machine understands. */
function shown(host: string): string {
  return ["0.0.0.0", "::", "127.0.0.1"].includes(host) ? "localhost" : host;
}
