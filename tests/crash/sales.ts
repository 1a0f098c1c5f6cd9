import assert from "node:assert/strict";
import { eventually } from "../support/app.ts";
import { call, type Client } from "../support/client.ts";
import type { MetaServer } from "../support/platforms/meta.ts";

interface Sale {
  email: string;
  key: string;
  /** Null while the answer got lost. */
  id: string | null;
}

/** Sales that are reported until the process is gone; lost answers are asked for again under their key. */
export class Sales {
  readonly #sales: Sale[] = [];

  constructor(readonly meta: MetaServer) {}

  /** Connects the pixel that they are told to. */
  async connect(client: Client): Promise<void> {
    const { pixelId, token: apiAccessToken } = this.meta;
    const body = { platform: "Meta", pixelId, apiAccessToken };
    assert.equal((await call(client, "POST", "/api/v1/marketing/tracking-configs", body)).status, 201);
  }

  /** Reports at most so many; ends when the connection is lost. */
  async report(client: Client, atMost: number): Promise<void> {
    for (let n = 0; n < atMost; n++) {
      const sale: Sale = { email: `buyer.${crypto.randomUUID()}@example.org`, key: crypto.randomUUID(), id: null };
      this.#sales.push(sale);
      if (!await ask(client, sale)) return;
    }
  }

  /** Everything that was reported has reached the platform, each under one id that is nobody else's. */
  async reached(client: Client): Promise<void> {
    for (const sale of this.#sales) if (sale.id === null) await ask(client, sale);
    assert.ok(this.#sales.every(({ id }) => id !== null), "a repeated report got no answer after the restart");
    assert.equal(new Set(this.#sales.map(({ id }) => id)).size, this.#sales.length);
    await eventually(`${this.#sales.length} conversions`, () => this.#ids().size >= this.#sales.length);
    assert.equal(this.#ids().size, this.#sales.length, "conversions under more ids than there were sales");
    const people = new Set(
      this.meta.calls.flatMap(({ body }) => body.data as { user_data: { em: string[] } }[] ?? [])
        .map(({ user_data }) => user_data.em[0]),
    );
    assert.equal(people.size, this.#sales.length);
  }

  #ids(): Set<string> {
    return new Set(this.meta.taken.flat());
  }
}

/** False when the answer got lost. */
async function ask(client: Client, sale: Sale): Promise<boolean> {
  const body = { event: "Purchase", email: sale.email, value: "9.00", currency: "EUR", consent: { ads: true } };
  try {
    const answer = await call(client, "POST", "/api/v1/marketing/conversions", body, { "idempotency-key": sale.key });
    if (answer.status !== 201) return answer.body.code === "request_in_flight";
    sale.id = (answer.body as { id: string }).id;
    return true;
  } catch {
    return false;
  }
}
