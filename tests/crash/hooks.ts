import assert from "node:assert/strict";
import { deliveryId } from "../../domain/delivery/delivery.ts";
import { webhookTypes } from "../../domain/webhook/types.ts";
import type { EventStore } from "../../event_store/port.ts";
import { call, type Client } from "../support/client.ts";
import type { Receiver } from "../support/receiver.ts";

const types = ["registration.confirmed", "registration.waitlisted", "registration.cancelled"] as const;

/** A system that is told by webhooks of what happens while the product is killed. */
export class Hooks {
  #webhookId = "";

  constructor(readonly receiver: Receiver) {}

  /** What the product has to know to reach it. */
  readonly env = { OUTGOING_ALLOW: "127.0.0.1" };

  async add(client: Client): Promise<void> {
    const { status, body } = await call(client, "POST", "/api/v1/webhooks", { url: this.receiver.url, types });
    assert.equal(status, 201);
    this.#webhookId = String(body.id);
    this.receiver.secrets = [String(body.secret)];
  }

  /** Ids of everything that the log says has to be told. */
  async due(log: EventStore): Promise<Set<string>> {
    const due = new Set<string>();
    const names = new Map(types.map((type) => [webhookTypes[type] as string, type]));
    let added = false;
    const filter = { types: ["WebhookAdded", ...names.keys()] };
    for await (const { id, type } of log.readAll({ after: 0n, filter })) {
      if (type === "WebhookAdded") added = true;
      else if (added) due.add(deliveryId("webhooks", `webhook:${this.#webhookId}:${id}:${names.get(type)}`));
    }
    return due;
  }

  /** What was taken, by id. */
  get taken(): Set<string> {
    return new Set(this.receiver.taken.map(({ id }) => id));
  }

  /** Nothing is missing, and nothing was told under a second id; whatever came twice is the same twice. */
  agreesWith(due: Set<string>): void {
    assert.deepEqual([...due].filter((id) => !this.taken.has(id)), [], "never told");
    assert.deepEqual([...this.taken].filter((id) => !due.has(id)), [], "told under an id that nothing has");
    assert.ok(due.size > 0);
    for (const [id, calls] of Map.groupBy(this.receiver.received, ({ id }) => id)) {
      // each start of a test has another port, and so the event's page another address
      const bodies = calls.map(({ body }) => body.replace(/"url":"[^"]*"/, ""));
      assert.equal(new Set(bodies).size, 1, `${id}: ${bodies.join("\n")}`);
      assert.ok(calls.every(({ signedBy }) => signedBy.length === 1), id);
    }
  }
}
