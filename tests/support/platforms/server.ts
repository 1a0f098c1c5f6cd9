import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How a local platform misbehaves at its next calls, one of them a call. `lost`: it takes the call, and its answer is lost. */
export type Trouble =
  | "hang"
  | "late"
  | "half"
  | "closed"
  | "lost"
  | "rate_limit"
  | "server_error"
  | "error_in_200"
  | "nonsense"
  | "dead_token"
  | "bad_input";

/** An answer as one of the platforms would give it. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** What a platform was asked, with its headers in lower case. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: Record<string, unknown>;
}

/** What makes one platform out of the server: its checks, and its words for trouble. */
export interface Manners {
  answer(asked: Asked): Answer;
  refuse(trouble: "rate_limit" | "server_error" | "error_in_200" | "dead_token" | "bad_input"): Answer;
}

export interface PlatformServer {
  url: string;
  /** Calls that it answered by its own rules, in order. */
  readonly calls: readonly Asked[];
  /** Does this at the next calls; empty: behaves again. */
  misbehave(...troubles: Trouble[]): void;
  close(): Promise<void>;
}

/** Milliseconds after which what is late comes. */
const LATE = 400;

/** A local server that speaks like a platform. `latencyMs`: how long each answer of its own takes. */
export async function platformServer(manners: Manners, { latencyMs = 0 } = {}): Promise<PlatformServer> {
  const calls: Asked[] = [];
  let troubles: Trouble[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? "/", "http://localhost");
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
    );
    const body = bodyOf(Buffer.concat(chunks).toString("utf8"), headers.get("content-type"));
    const asked = { method: request.method ?? "GET", path: url.pathname, query: url.searchParams, headers, body };
    const trouble = troubles.shift();
    switch (trouble) {
      case "hang":
        return; // until the connection is closed
      case "closed":
        return void request.socket.destroy();
      case "half":
        response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "200" });
        return void response.write('{"events_re', () => request.socket.destroy());
      case "lost":
        calls.push(asked);
        manners.answer(asked);
        return void request.socket.destroy();
      case "nonsense":
        return void response.writeHead(200, { "Content-Type": "text/html" }).end("<html>welcome</html>");
      case "late":
      case undefined:
        if (trouble === "late") await new Promise((resolve) => setTimeout(resolve, LATE));
        calls.push(asked);
        return await respond(response, manners.answer(asked), latencyMs);
      default:
        return await respond(response, manners.refuse(trouble));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    misbehave: (...next) => void (troubles = next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As much of a response as is used: a dependency brings older Node types beside the newer ones. */
interface Answering {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(text?: string): unknown;
}

async function respond(response: Answering, { status, body, headers }: Answer, latencyMs = 0): Promise<void> {
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  response.writeHead(status, { ...(body === null ? {} : { "Content-Type": "application/json" }), ...headers });
  response.end(body === null ? undefined : JSON.stringify(body));
}

function bodyOf(text: string, type: string | null): Record<string, unknown> {
  if (type?.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
