import assert from "node:assert/strict";
import type { EventStore } from "../../event_store/port.ts";
import { eventually } from "../support/app.ts";
import { call, type Client, registerAt } from "../support/client.ts";
import type { TwilioServer } from "../support/platforms/twilio.ts";
import { awakeZone, textingEvent } from "../support/texting.ts";

const PEOPLE = 40;

/** People who are told by text, while the product is killed, that what begins in some hours is cancelled. */
export class Texts {
  #eventId = "";

  constructor(readonly twilio: TwilioServer) {}

  /** What the product has to know to send by this Twilio. */
  get env(): Record<string, string> {
    const { accountSid, authToken, from, url } = this.twilio;
    return {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_FROM: from,
      TWILIO_API_URL: url,
    };
  }

  async prepare(client: Client): Promise<void> {
    this.#eventId = await textingEvent(client);
    const timeZone = awakeZone();
    for (let n = 0; n < PEOPLE; n++) {
      const person = { email: `texted${n}@example.org`, phone: numberOf(n), timeZone };
      assert.equal((await registerAt(client, this.#eventId, person)).status, 201);
    }
  }

  async cancel(client: Client): Promise<void> {
    assert.equal((await call(client, "POST", `/api/events/${this.#eventId}/cancel`, {})).status, 200);
  }

  /** Everybody was told once. Twilio knows no keys, so whoever was told twice would have been asked for twice. */
  async reached(): Promise<void> {
    await eventually(`${PEOPLE} texts`, () => this.twilio.messages.length >= PEOPLE, 60_000);
    const told = this.twilio.messages.map(({ to }) => to).sort();
    assert.deepEqual(told, Array.from({ length: PEOPLE }, (_, n) => numberOf(n)).sort());
  }

  /** Whatever had no known outcome says so. */
  async agreesWithLog(log: EventStore): Promise<void> {
    const unknown = new Set<string>();
    const receipts = new Map<string, string>();
    const filter = { types: ["DeliveryAttempted", "DeliverySucceeded"] };
    for await (const { type, data } of log.readAll({ after: 0n, filter })) {
      const { deliveryId, channel, repeatsUnknown, receipt } = data as Record<string, string>;
      if (type === "DeliveryAttempted" && channel === "sms" && repeatsUnknown) unknown.add(deliveryId!);
      if (type === "DeliverySucceeded") receipts.set(deliveryId!, receipt!);
    }
    for (const id of unknown) assert.match(receipts.get(id) ?? "", /no known outcome/);
  }
}

function numberOf(n: number): string {
  return `+34600${String(100_000 + n)}`;
}
