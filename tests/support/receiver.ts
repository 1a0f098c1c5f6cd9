import { Buffer } from "node:buffer";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** How a receiver answers: with a status, or badly. `late`: after 400 ms; `half`: a body that breaks off. */
export type Answer = number | "hang" | "late" | "half" | "closed" | { status: number; headers: Record<string, string> };

/** What came, in the order it came. */
export interface Received {
  id: string;
  body: string;
  /** Which of the secrets it knows have signed it. */
  signedBy: number[];
  // deno-lint-ignore no-explicit-any -- payloads of many shapes, checked by the assertions
  json: any;
}

export interface Receiver {
  url: string;
  /** Everything that arrived whole, taken or not. */
  readonly received: readonly Received[];
  /** What it answered with a yes. */
  readonly taken: readonly Received[];
  /** Secrets that it checks with, as the reference implementation does. */
  secrets: string[];
  /** Answers like this at the next calls, then with `usual`. */
  answer(...next: Answer[]): void;
  usual: Answer;
  close(): Promise<void>;
}

/** A system of somebody's that is told by webhooks, on this machine. */
export async function receiver({ latencyMs = 0 } = {}): Promise<Receiver> {
  const received: Received[] = [];
  const taken: Received[] = [];
  let next: Answer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const headers = request.headers as Record<string, string>;
    const signedBy = self.secrets.flatMap((secret, n) => {
      try {
        new Webhook(secret).verify(body, headers);
        return [n];
      } catch {
        return [];
      }
    });
    const call = { id: headers["webhook-id"] ?? "", body, signedBy, json: JSON.parse(body) };
    received.push(call);
    const answer = next.shift() ?? self.usual;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    await respond(answer, response as unknown as ServerResponse, () => taken.push(call));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    taken,
    secrets: [],
    usual: 204,
    answer: (...answers) => void (next = answers),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

async function respond(answer: Answer, response: ServerResponse, take: () => void): Promise<void> {
  switch (answer) {
    case "hang":
      return; // until the connection is closed
    case "closed":
      return void response.destroy();
    case "half":
      response.writeHead(200, { "content-length": "200" });
      return void response.write("ok", () => response.destroy());
    case "late":
      await new Promise((resolve) => setTimeout(resolve, 400));
      take();
      return void response.writeHead(204).end();
    default: {
      const { status, headers } = typeof answer === "number" ? { status: answer, headers: {} } : answer;
      if (status < 300) take();
      response.writeHead(status, headers).end();
    }
  }
}
