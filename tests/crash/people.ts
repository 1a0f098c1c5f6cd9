import assert from "node:assert/strict";
import { type Client, registerAt } from "../support/client.ts";
import type { Random } from "../support/random.ts";

/** What a client was told about one person. */
export interface Told {
  email: string;
  key: string;
  /** Null while the answer got lost. */
  answer: { id: string; status: "confirmed" | "waitlisted"; position?: number } | null;
}

/** Clients at a time. */
const CLIENTS = 8;

/**
 * People who register until the process is gone. Some ask again under their key: those whose answer got lost, and those
 * who were answered, who must be told the same.
 */
export class People {
  readonly told: Told[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Registers with a few clients at once, at most so many new people; ends when each of them lost its connection. */
  async register(clientOf: () => Client, eventId: string, options: { atMost: number; until?: AbortSignal }) {
    const most = this.told.length + options.atMost;
    const one = async () => {
      while (!options.until?.aborted) {
        if (!await this.#ask(clientOf(), eventId, this.#next(this.told.length < most)) && !options.until) return;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, one));
  }

  /** Everybody without an answer gets one. */
  async finish(client: Client, eventId: string): Promise<void> {
    await Promise.all(this.told.filter(({ answer }) => !answer).map((one) => this.#ask(client, eventId, one)));
    assert.ok(this.told.every(({ answer }) => answer), "a repeated request got no answer after the restart");
  }

  #next(mayBeNew: boolean): Told {
    const lost = this.told.find(({ answer }) => !answer);
    if (lost && this.#random.chance(0.3)) return lost;
    if (!mayBeNew || this.#random.chance(0.05)) {
      const known = this.told[this.#random.between(0, this.told.length - 1)];
      if (known) return known;
    }
    const one: Told = { email: `person.${crypto.randomUUID()}@example.org`, key: crypto.randomUUID(), answer: null };
    this.told.push(one);
    return one;
  }

  /** False when the answer got lost. */
  async #ask(client: Client, eventId: string, one: Told): Promise<boolean> {
    try {
      const { status, body } = await registerAt(client, eventId, { email: one.email }, one.key);
      if (status === 503) return false; // told that it may or may not have happened
      if (status === 409 && body.code === "request_in_flight") return true; // its twin is still being answered
      assert.equal(status, 201, JSON.stringify(body));
      const answer = body as unknown as NonNullable<Told["answer"]>;
      if (one.answer) assert.deepEqual(answer, one.answer, "the same key was answered with something else");
      one.answer = answer;
      return true;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return false;
    }
  }
}
