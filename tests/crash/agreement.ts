import assert from "node:assert/strict";
import type { EventStore } from "../../event_store/port.ts";
import { eventually } from "../support/app.ts";
import { call, type Client } from "../support/client.ts";
import type { Told } from "./people.ts";

/** What everybody was told stands in the event's stream, once, and nothing else does; every mail was planned once. */
export async function agreesWithLog(log: EventStore, eventId: string, told: readonly Told[]): Promise<void> {
  const requested = new Map<string, string>();
  const outcome = new Map<string, { status: string; position?: number }>();
  for await (const { type, data } of log.read(`event-${eventId}`)) {
    const { registrationId, personId, position } = data;
    if (type === "RegistrationRequested") {
      assert.ok(!requested.has(registrationId), "a registration was requested twice");
      requested.set(registrationId, personId);
    }
    if (type === "RegistrationConfirmed") outcome.set(registrationId, { status: "confirmed" });
    if (type === "RegistrationWaitlisted") outcome.set(registrationId, { status: "waitlisted", position });
  }
  assert.equal(requested.size, told.length, "people in the log and people who asked");
  assert.equal(new Set(requested.values()).size, told.length, "a person stands in the log twice");
  for (const { answer } of told) {
    assert.ok(answer);
    const stands = outcome.get(answer.id);
    assert.equal(stands?.status, answer.status, `${answer.id} was told ${answer.status}`);
    assert.equal(stands?.position, answer.position);
  }
  await succeededOnce(log);
}

async function succeededOnce(log: EventStore): Promise<void> {
  const succeeded = new Set<string>();
  for await (const { stream } of log.readAll({ after: 0n, filter: { types: ["DeliverySucceeded"] } })) {
    assert.ok(!succeeded.has(stream), `${stream} succeeded twice`);
    succeeded.add(stream);
  }
}

/** The figures of the event are those of what people were told. */
export async function agreesWithReadModel(
  client: Client,
  eventId: string,
  told: readonly Told[],
  capacity: number,
): Promise<void> {
  const confirmed = told.filter(({ answer }) => answer?.status === "confirmed").length;
  await eventually(`${confirmed} confirmed in the read model`, async () => {
    const { body } = await call(client, "GET", `/api/events/${eventId}/analytics`);
    return body.totalRegistrations === confirmed;
  });
  assert.equal(confirmed, Math.min(capacity, told.length), "seats given");
}

/** Everybody has a mail, and nobody two that differ by their Message-ID. Returns how often one came again. */
export async function agreesWithMails(
  arrived: () => Promise<{ to: string; messageId: string }[]>,
  told: readonly Told[],
  within: number,
): Promise<number> {
  const mails = await eventually("a mail for everybody", async () => {
    const all = await arrived();
    const reached = new Set(all.map(({ to }) => to));
    return told.every(({ email }) => reached.has(email)) && all;
  }, within);
  const byPerson = Map.groupBy(mails, ({ to }) => to);
  let repeated = 0;
  for (const { email } of told) {
    const mine = byPerson.get(email)!;
    const ids = new Set(mine.map(({ messageId }) => messageId));
    assert.equal(ids.size, 1, `${email} has mails under ${[...ids]}`);
    repeated += mine.length - 1;
  }
  return repeated;
}

/** Everybody who had a place when the mailing began has it, under one Message-ID, and nobody else. */
export async function agreesWithMailing(
  log: EventStore,
  eventId: string,
  told: readonly Told[],
  mails: readonly { to: string; messageId: string }[],
): Promise<void> {
  const begun = await Array.fromAsync(log.readAll({ after: 0n, filter: { types: ["TimerElapsed"] } }));
  const { position } = begun.find(({ data }) => data.reactor === "campaigns")!;
  const places = new Set<string>();
  for await (const event of log.read(`event-${eventId}`)) {
    if (event.type === "RegistrationConfirmed" && event.position < position) places.add(event.data.registrationId);
  }
  const expected = told.filter(({ answer }) => places.has(answer!.id)).map(({ email }) => email);
  const byPerson = Map.groupBy(mails, ({ to }) => to);
  assert.deepEqual([...byPerson.keys()].sort(), expected.sort(), "people who got the mailing");
  for (const [email, mine] of byPerson) {
    assert.equal(new Set(mine.map(({ messageId }) => messageId)).size, 1, `${email} got the mailing twice`);
  }
}
