import assert from "node:assert/strict";
import { type Answered, call, type Client, registerAt } from "../support/client.ts";
import type { Random } from "../support/random.ts";

/** What was asked for and what was said to it; null while the answer got lost. */
export interface Registered {
  eventId: string;
  email: string;
  key: string;
  answer: { id: string; status: "confirmed" | "waitlisted"; position?: number } | null;
  /** Key of the request to cancel, and whether it was answered; null: nobody asked. */
  cancel: { key: string; done: boolean } | null;
}

/** Milliseconds that somebody waits before they ask again. */
const AGAIN = [200, 1_500] as const;

/**
 * What goes on at a busy installation, by many clients at once: people register and cancel, ask again under their key until
 * they are answered, look at pages; trainers change titles.
 */
export class Load {
  readonly registered: Registered[] = [];
  looks = 0;
  #titles = 0;

  constructor(readonly random: Random, readonly client: () => Client, readonly events: readonly string[]) {}

  /** So many clients, each with a pause of about `pause` ms between two things, until aborted. */
  async run(signal: AbortSignal, { clients, pause }: { clients: number; pause: number }): Promise<void> {
    const one = async () => {
      while (!signal.aborted) {
        await this.#something(signal);
        await after(this.random.between(0, 2 * pause));
      }
    };
    await Promise.all(Array.from({ length: clients }, one));
  }

  /** Everybody without an answer gets one. */
  async finish(): Promise<void> {
    const never = new AbortController().signal;
    for (const one of this.registered) {
      if (!one.answer) await this.#until(never, () => this.#register(one));
      if (one.cancel && !one.cancel.done) await this.#until(never, () => this.#cancel(one));
    }
  }

  async #something(signal: AbortSignal): Promise<void> {
    const lot = this.random.next();
    if (lot < 0.1) return await this.#until(signal, () => this.#register(this.#somebody()));
    if (lot < 0.12) {
      const known = this.#known(({ answer }) => answer !== null);
      if (known) await this.#until(signal, () => this.#register(known));
    } else if (lot < 0.135) {
      const leaving = this.#known(({ answer, cancel }) => answer !== null && cancel === null);
      if (!leaving) return;
      leaving.cancel = { key: crypto.randomUUID(), done: false };
      await this.#until(signal, () => this.#cancel(leaving));
    } else if (lot < 0.14) await this.#rename();
    else await this.#look();
  }

  #somebody(): Registered {
    const eventId = this.events[this.random.between(0, this.events.length - 1)]!;
    const email = `person.${crypto.randomUUID()}@example.org`;
    const one = { eventId, email, key: crypto.randomUUID(), answer: null, cancel: null };
    this.registered.push(one);
    return one;
  }

  #known(is: (one: Registered) => boolean): Registered | undefined {
    const found = this.registered[this.random.between(0, Math.max(0, this.registered.length - 1))];
    return found && is(found) ? found : undefined;
  }

  /** Asks until answered, or for as long as the load goes on. */
  async #until(signal: AbortSignal, ask: () => Promise<boolean>): Promise<void> {
    while (!signal.aborted && !await ask()) await after(this.random.between(...AGAIN));
  }

  /** False while the answer is lost, or somebody else is being given it. */
  async #register(one: Registered): Promise<boolean> {
    const said = await heard(registerAt(this.client(), one.eventId, { email: one.email }, one.key));
    if (!said) return false;
    assert.equal(said.status, 201, JSON.stringify(said.body));
    if (one.answer) assert.deepEqual(said.body, one.answer, "the same key was answered with something else");
    one.answer = said.body as unknown as NonNullable<Registered["answer"]>;
    return true;
  }

  async #cancel({ eventId, answer, cancel }: Registered): Promise<boolean> {
    const path = `/api/events/${eventId}/registrations/${answer!.id}/cancel`;
    const said = await heard(call(this.client(), "POST", path, {}, { "idempotency-key": cancel!.key }));
    if (!said) return false;
    assert.equal(said.status, 200, JSON.stringify(said.body));
    return cancel!.done = true;
  }

  async #rename(): Promise<void> {
    const eventId = this.events[this.random.between(0, this.events.length - 1)]!;
    const title = `Title number ${++this.#titles}`;
    const said = await heard(call(this.client(), "PUT", `/api/events/${eventId}`, { title }));
    if (said) assert.equal(said.status, 200, JSON.stringify(said.body));
  }

  async #look(): Promise<void> {
    try {
      const page = await fetch(`${this.client().app.url}/webinars`, { signal: AbortSignal.timeout(30_000) });
      await page.body?.cancel();
      assert.ok([200, 503].includes(page.status), `the list answers ${page.status}`);
      this.looks++;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
  }
}

/** An answer that says what happened; null for one that got lost, or says that it cannot be said yet. */
async function heard(asked: Promise<Answered>): Promise<Answered | null> {
  const said = await asked.catch(() => null);
  if (!said || said.status === 503) return null;
  return said.status === 409 && said.body.code === "request_in_flight" ? null : said;
}

export function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
