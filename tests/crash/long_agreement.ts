import assert from "node:assert/strict";
import { openSqliteLogReadOnly } from "../../event_store/sqlite/log.ts";
import type { SqliteLog } from "../../event_store/sqlite/log.ts";
import { eventually } from "../support/app.ts";
import { call, type Client, type MailboxMail, mailboxOf } from "../support/client.ts";
import { runProgram } from "../support/program.ts";
import { after, type Registered } from "./load.ts";

/** Milliseconds for what is still on its way when the load ends. */
const QUIET = 300_000;

export interface Compared {
  client: Client;
  dataDir: string;
  events: readonly string[];
  capacities: readonly number[];
  registered: readonly Registered[];
  mails: readonly MailboxMail[];
}

/** Everybody who registered has a mail, whoever cancelled another one, each under an id of its own. */
export async function mailsAgree(
  app: Client["app"],
  registered: readonly Registered[],
): Promise<MailboxMail[]> {
  let lacking: Registered[] = [];
  const all = await eventually("every mail", async () => {
    await after(2_000); // whoever looks all the time keeps it from sending
    if (await mailsWaiting(app)) return false;
    const mails = await mailboxOf(app);
    const count = new Map<string, number>();
    for (const { to } of mails) count.set(to, (count.get(to) ?? 0) + 1);
    lacking = registered.filter(({ email, cancel }) => (count.get(email) ?? 0) < (cancel ? 2 : 1));
    return lacking.length === 0 && mails;
  }, QUIET).catch((cause) => {
    throw new Error(`${lacking.length} lack a mail: ${JSON.stringify(lacking.slice(0, 3))}`, { cause });
  });
  assert.equal(new Set(all.map(({ messageId }) => messageId)).size, all.length, "a mail is kept twice");
  return all;
}

/** Whether mails are on their way, as its figures tell. */
async function mailsWaiting(app: Client["app"]): Promise<boolean> {
  const figures = await (await fetch(`${app.url}/metrics`)).text();
  return /^webinars_outbox_(waiting|attempting)\{channel="mail"\} [1-9]/m.test(figures);
}

/** What clients were told stands in the log, once and nothing else; read models and mailbox say the same; seals hold. */
export async function agreesWithEverything({ client, dataDir, events, capacities, registered, mails }: Compared) {
  for (const [n, eventId] of events.entries()) {
    const mine = registered.filter((one) => one.eventId === eventId);
    const stands = await eventually(`event ${n} to come to rest`, async () => {
      const found = await withLog(dataDir, (log) => standingOf(log, eventId));
      // whoever waits moves up as long as there is a seat
      const { confirmed, waiting } = found;
      const resting = waiting.size === 0 || confirmed.size === capacities[n];
      const { body } = await call(client, "GET", `/api/events/${eventId}/analytics`);
      return resting && body.totalRegistrations === confirmed.size && found;
    }, QUIET);
    assert.ok(stands.confirmed.size <= capacities[n]!, "more seats were given than there are");
    assert.equal(stands.told.size, mine.length, "people in the log and people who asked");
    for (const { answer, cancel } of mine) {
      const { id, status, position } = answer!;
      assert.deepEqual(stands.told.get(id), position === undefined ? { status } : { status, position }, `${id}`);
      assert.equal(stands.cancelled.has(id), cancel !== null, `${id} was cancelled, or was not`);
    }
  }
  await withLog(dataDir, (log) => succeededAsKept(log, mails));
  const verified = await runProgram("audit_verify", [], { DATA_DIR: dataDir });
  assert.match(verified.stdout, /intact/, verified.stderr);
}

/** An event's registrations: what each was told at first, and how they stand. */
async function standingOf(log: SqliteLog, eventId: string) {
  const told = new Map<string, { status: string; position?: number }>();
  const persons = new Set<string>();
  const confirmed = new Set<string>();
  const waiting = new Set<string>();
  const cancelled = new Set<string>();
  const tell = (id: string, what: { status: string; position?: number }) => told.has(id) || told.set(id, what);
  for await (const { type, data: { registrationId: id, personId, position } } of log.read(`event-${eventId}`)) {
    if (type === "RegistrationRequested") {
      assert.ok(!persons.has(personId), "a person stands in the log twice");
      persons.add(personId);
    } else if (type === "RegistrationConfirmed") {
      tell(id, { status: "confirmed" });
      confirmed.add(id);
      waiting.delete(id);
    } else if (type === "RegistrationWaitlisted") {
      tell(id, { status: "waitlisted", position });
      waiting.add(id);
    } else if (type === "RegistrationCancelled") {
      assert.ok(!cancelled.has(id), "a registration was cancelled twice");
      cancelled.add(id);
      confirmed.delete(id);
      waiting.delete(id);
    }
  }
  return { told, confirmed, waiting, cancelled };
}

/** Each mail that the log says was sent is in the mailbox, and no other; nothing succeeded twice. */
async function succeededAsKept(log: SqliteLog, mails: readonly MailboxMail[]): Promise<void> {
  const kept = new Set(mails.map(({ messageId }) => messageId.replace(/^<|>$/g, "").split("@")[0]!));
  const channels = new Map<string, string>();
  const succeeded = new Set<string>();
  for await (const { type, stream, data } of log.readAll({ after: 0n, filter: { streamPrefixes: ["delivery-"] } })) {
    if (type === "DeliveryAttempted") channels.set(stream, data.channel);
    if (type !== "DeliverySucceeded") continue;
    assert.ok(!succeeded.has(stream), `${stream} succeeded twice`);
    succeeded.add(stream);
  }
  const sent = [...succeeded].filter((stream) => channels.get(stream) === "mail").map((id) =>
    id.slice("delivery-".length)
  );
  assert.deepEqual(sent.filter((id) => !kept.has(id)), [], "sent, as the log says, and not in the mailbox");
  const known = new Set([...channels.keys()].map((stream) => stream.slice("delivery-".length)));
  assert.deepEqual([...kept].filter((id) => !known.has(id)), [], "in the mailbox, and nobody attempted it");
}

async function withLog<T>(dataDir: string, ask: (log: SqliteLog) => Promise<T>): Promise<T> {
  const log = await openSqliteLogReadOnly({ directory: dataDir });
  return await ask(log).finally(() => log.close());
}
