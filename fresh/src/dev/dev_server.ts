import { existsSync } from "node:fs";
import type { App, ListenOptions } from "../app.ts";
import { serve } from "../app.ts";
import { BUILD_ID } from "../build_id.ts";
import { ALIVE_URL } from "../constants.ts";

/** Serves the application, and tells open pages to reload when what is in `folders` changed. */
export async function serveDevelopment<State>(
  app: App<State>,
  rebuild: (changed: Set<string>) => Promise<void>,
  folders: string[],
  options: ListenOptions,
): Promise<void> {
  let handler = app.handler();
  const pages = new Set<WebSocket>();
  const watcher = watch(folders, async (changed) => {
    try {
      await rebuild(changed);
      handler = app.handler();
      for (const page of pages) page.send(BUILD_ID);
    } catch (error) {
      console.error(error);
    }
  });
  try {
    await serve((req, info) => isAlive(req) ? greet(req, pages) : handler(req, info), options, app.config.basePath);
  } finally {
    watcher.close();
  }
}

function isAlive(req: Request): boolean {
  return req.url.endsWith(ALIVE_URL) && req.headers.get("upgrade") === "websocket";
}

function greet(req: Request, pages: Set<WebSocket>): Response {
  const { socket, response } = Deno.upgradeWebSocket(req);
  socket.onopen = () => {
    pages.add(socket);
    socket.send(BUILD_ID);
  };
  socket.onclose = () => pages.delete(socket);
  return response;
}

/** Tells of files once for changes that come within 30 ms. */
function watch(folders: string[], tell: (changed: Set<string>) => Promise<void>): Deno.FsWatcher {
  const watcher = Deno.watchFs(folders.filter(existsSync));
  let timer: ReturnType<typeof setTimeout> | undefined;
  (async () => {
    let changed = new Set<string>();
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      for (const path of paths) changed.add(path);
      clearTimeout(timer);
      timer = setTimeout(() => {
        void tell(changed);
        changed = new Set();
      }, 30);
    }
  })();
  return watcher;
}
