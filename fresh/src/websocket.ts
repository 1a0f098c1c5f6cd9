import { HttpError } from "./error.ts";

/** What to do with a socket's events. */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** How to upgrade: `idleTimeout` in seconds, `protocol` the sub-protocol to agree on. */
export interface WebSocketUpgradeOptions {
  idleTimeout?: number;
  protocol?: string;
}

/** Whether the argument of `ctx.upgrade` holds handlers rather than options. */
export function isHandlers(value: object | undefined): value is WebSocketHandlers {
  const named = value as Record<string, unknown> | undefined;
  return named !== undefined && ["open", "message", "close", "error"].some((key) => typeof named[key] === "function");
}

/** Upgrades the request; throws an HttpError 400 when it does not ask for that. */
export function upgrade(req: Request, options?: WebSocketUpgradeOptions): Deno.WebSocketUpgrade {
  if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  return Deno.upgradeWebSocket(req, options);
}

/** Hands the socket's events to the handlers. */
export function attach(socket: WebSocket, handlers: WebSocketHandlers): void {
  if (handlers.open) socket.onopen = () => handlers.open!(socket);
  if (handlers.message) socket.onmessage = (event) => handlers.message!(socket, event);
  if (handlers.close) socket.onclose = (event) => handlers.close!(socket, event.code, event.reason);
  if (handlers.error) socket.onerror = (event) => handlers.error!(socket, event);
}
