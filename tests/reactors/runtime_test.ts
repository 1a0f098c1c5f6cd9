import assert from "node:assert/strict";
import { delivery, deliveryId } from "../../domain/delivery/delivery.ts";
import { installation } from "../../domain/installation/installation.ts";
import { person } from "../../domain/person/person.ts";
import { studio } from "../../domain/studio/studio.ts";
import { GatewayFailure } from "../../gateways/failure.ts";
import { confirmations } from "../../reactors/confirmations.ts";
import { reactors } from "../../reactors/all.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { START, withPostgres, type World, world } from "./support/world.ts";

withPostgres();

const subjects = (w: World) => w.mails.sent.map(({ to, subject }) => `${to.address}: ${subject}`).sort();
const hours = (n: number) => n * 3_600_000;

Deno.test("a registration is confirmed by mail, in the registrant's language, with the calendar file", async () => {
  await using w = await world();
  w.work();
  const eventId = await w.event();
  await w.register(eventId, "ana@example.com", { language: "de" });
  await w.mails.taken(1);
  const [mail] = w.mails.sent;
  assert.equal(mail?.to.address, "ana@example.com");
  assert.equal(mail.subject, "Du bist dabei: 5 Errores Comunes al Empezar");
  assert.match(mail.text, /Mi\.?,? 10\.? Juni?, 19:00 Madrid · 18:00 bei dir/);
  assert.match(String(mail.attachments[0]?.content), /METHOD:REQUEST/);
  await w.settled();
  assert.equal((await w.facts("DeliverySucceeded")).length, 1);
  assert.deepEqual(w.problems, []);
});

Deno.test("dropping everything that reactors keep, and folding again, sends nothing and writes nothing", async () => {
  await using w = await world();
  const first = w.work();
  const eventId = await w.event({ capacity: 2 });
  for (const who of ["ana", "ben", "cid"]) await w.register(eventId, `${who}@example.com`);
  await w.settled();
  w.clock.moveTo("2026-06-10T16:00:00.000Z"); // an hour before
  await w.settled();
  await w.onEvent(eventId, { type: "CancelEvent", reason: "" });
  await w.settled();
  const [mails, facts] = [subjects(w), await w.facts()];
  assert.equal(mails.length, 3 + 2 * 2 + 3);
  await first.stop();
  const tables = () =>
    w.query(
      reactors.flatMap(({ name }) =>
        ["outbox", "timers", "commands"].map((table) =>
          `select '${name} ${table}' as place, to_jsonb(t)::text as row from reactor_${name}.${table} t`
        )
      ).join(" union all ") + " order by 1, 2",
    );
  const before = await tables();
  for (const { name } of reactors) {
    await w.query(`drop schema reactor_${name} cascade`);
    await w.query(`drop schema reactor_${name}_1 cascade`);
  }
  await w.query("delete from projections.generations");
  w.work();
  await w.settled();
  assert.deepEqual(await tables(), before);
  assert.deepEqual(subjects(w), mails);
  assert.equal((await w.facts()).length, facts.length);
});

Deno.test("a mail server that refuses for now leads to visible attempts with growing pauses, then to the mail", async () => {
  await using w = await world();
  w.work();
  let refusals = 3;
  w.mails.before = () => {
    if (refusals-- > 0) throw new GatewayFailure("retry", "the mail server answered 451");
  };
  await w.register(await w.event(), "ana@example.com");
  const pauses: number[] = [];
  for (let n = 1; n <= 3; n++) {
    await w.settled();
    const failed = (await w.facts("DeliveryFailed")).at(-1)!;
    assert.equal(failed.data.attempt, n);
    assert.equal(failed.data.error, "the mail server answered 451");
    pauses.push(Date.parse(failed.data.nextAttemptAt) - w.clock.now().getTime());
    w.clock.moveTo(failed.data.nextAttemptAt);
  }
  await w.mails.taken(1);
  await w.settled();
  assert.deepEqual(pauses, [5_000, 10_000, 20_000]);
  const attempts = await w.facts("DeliveryAttempted");
  assert.deepEqual(attempts.map(({ data }) => [data.attempt, data.repeatsUnknown]), [
    [1, false],
    [2, false],
    [3, false],
    [4, false],
  ]);
  assert.equal(new Set(attempts.map(({ stream }) => stream)).size, 1);
});

Deno.test("a mail that can never be sent is given up, stays visible, and goes out when a person asks for it", async () => {
  await using w = await world();
  w.work();
  w.mails.before = () => {
    throw new GatewayFailure("never", "the mail server answered 550");
  };
  await w.register(await w.event(), "ana@example.com");
  await w.settled();
  const [abandoned] = await w.facts("DeliveryAbandoned");
  assert.equal(abandoned?.data.error, "the mail server answered 550");
  assert.deepEqual(await w.query("select state, last_error from reactor_confirmations.outbox"), [
    { state: "abandoned", last_error: "the mail server answered 550" },
  ]);
  w.mails.before = () => {};
  await w.decide(delivery, abandoned.stream, { type: "ReplayDelivery" });
  await w.mails.taken(1);
  assert.equal(w.mails.sent[0]?.messageId, `${abandoned.data.deliveryId}@webinars.example`);
});

Deno.test("a mail that keeps failing is given up after three days", async () => {
  await using w = await world();
  w.work();
  w.mails.before = () => {
    throw new GatewayFailure("retry", "451");
  };
  await w.register(await w.event({ startsAtLocal: "2026-12-01T19:00", reminders: [] }), "ana@example.com");
  while ((await w.settled(), await w.facts("DeliveryAbandoned")).length === 0) {
    w.clock.moveTo((await w.facts("DeliveryFailed")).at(-1)!.data.nextAttemptAt);
  }
  const days = (w.clock.now().getTime() - Date.parse(START)) / hours(24);
  assert.ok(days >= 3 && days < 3.1, `${days} days`);
});

Deno.test("refused credentials pause the channel: one mail finds out, the others wait, then one goes ahead", async () => {
  await using w = await world();
  w.mails.before = () => {
    throw new GatewayFailure("pause", "535");
  };
  const eventId = await w.event({ reminders: [] });
  for (let n = 0; n < 30; n++) await w.register(eventId, `p${n}@example.com`);
  w.work();
  await w.query("select 1");
  while ((await w.facts("DeliveryFailed")).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const tried = (await w.facts("DeliveryAttempted")).length;
  assert.ok(tried <= 10, `${tried} tried while the channel was paused`); // those that were in flight together
  w.mails.before = () => {};
  w.clock.pass(31_000);
  await w.mails.taken(30 - tried);
  w.clock.pass(60_000);
  await w.mails.taken(30);
  await w.settled();
  assert.equal(w.mails.sent.length, 30);
});

Deno.test("what was withdrawn while it waited for its next attempt is skipped, with the reason", async () => {
  await using w = await world();
  w.work();
  w.mails.before = (mail) => {
    if (mail.subject.startsWith("You are registered")) throw new GatewayFailure("retry", "451");
  };
  const eventId = await w.event();
  const { registrationId } = await w.register(eventId, "ana@example.com");
  await w.settled();
  await w.onEvent(eventId, { type: "CancelRegistration", registrationId, by: "registrant" });
  await w.settled();
  assert.deepEqual((await w.facts("DeliverySkipped")).map(({ data }) => [data.key, data.reason]), [
    [`confirmation:${registrationId}`, "registration_cancelled"],
  ]);
  assert.deepEqual(subjects(w), ["ana@example.com: Registration cancelled: 5 Errores Comunes al Empezar"]);
});

Deno.test("a confirmation that could not go out before the event is over is skipped as too late", async () => {
  await using w = await world();
  await w.register(await w.event({ reminders: [] }), "ana@example.com");
  w.clock.moveTo("2026-06-10T18:00:00.000Z");
  w.work();
  await w.settled();
  assert.deepEqual((await w.facts("DeliverySkipped")).map(({ data }) => data.reason), ["too_late"]);
  assert.deepEqual(w.mails.sent, []);
});

Deno.test("reminders: one moment for all, again after a move, none for who came too late, none after the start", async () => {
  await using w = await world();
  let worker = w.work();
  const dateId = crypto.randomUUID();
  const dates = (startsAtLocal: string) => [{ dateId, startsAtLocal, durationMinutes: 60 }] as never;
  const eventId = await w.event({ dates: dates("2026-06-10T19:00"), reminders: ["PT1H"] });
  await w.register(eventId, "ana@example.com");
  await w.register(eventId, "ben@example.com");
  await w.settled();
  w.clock.moveTo("2026-06-10T16:00:00.000Z");
  await w.settled();
  const reminded = () =>
    w.mails.sent.filter(({ subject }) => subject.startsWith("Starting soon")).map(({ to }) => to.address).sort();
  assert.deepEqual(reminded(), ["ana@example.com", "ben@example.com"]);
  await w.register(eventId, "cid@example.com");
  await w.settled();
  assert.deepEqual((await w.facts("DeliverySkipped")).map(({ data }) => data.reason), ["registered_after"]);
  await w.onEvent(eventId, { type: "Reschedule", timeZone: "Europe/Madrid", dates: dates("2026-06-11T19:00") });
  await w.settled();
  w.clock.moveTo("2026-06-11T16:00:00.000Z");
  await w.settled();
  assert.equal(reminded().length, 2 + 3);
  await w.onEvent(eventId, { type: "Reschedule", timeZone: "Europe/Madrid", dates: dates("2026-06-12T19:00") });
  await w.settled();
  await worker.stop();
  w.clock.moveTo("2026-06-12T17:30:00.000Z"); // everything was down until half an hour after the start
  worker = w.work();
  await w.settled();
  assert.equal(reminded().length, 5);
  const skipped = (await w.facts("DeliverySkipped")).map(({ data }) => data.reason);
  assert.equal(skipped.filter((reason) => reason === "event_started").length, 3);
  assert.equal((await w.facts("TimerElapsed")).length, 3);
});

Deno.test("hundreds of moments that were missed together all come, once each", async () => {
  await using w = await world();
  const dates = Array.from({ length: 60 }, (_, n) => ({
    dateId: crypto.randomUUID(),
    startsAtLocal: `2026-0${7 + Math.floor(n / 28)}-${String(n % 28 + 1).padStart(2, "0")}T19:00`,
    durationMinutes: 60,
  }));
  const reminders = ["PT10M", "PT20M", "PT30M", "PT40M", "PT50M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H"];
  await w.event({ dates: dates as never, reminders });
  w.clock.moveTo("2026-12-01T00:00:00.000Z");
  w.work();
  await w.settled();
  const elapsed = await w.facts("TimerElapsed");
  assert.equal(elapsed.length, 600);
  assert.equal(new Set(elapsed.map(({ stream }) => stream)).size, 600);
});

Deno.test("the waitlist moves up when somebody leaves, and in batches when there is more room", async () => {
  await using w = await world();
  w.work();
  const eventId = await w.event({ capacity: 1, reminders: [] });
  const first = await w.register(eventId, "first@example.com");
  const waiting = [];
  for (let n = 0; n < 231; n++) waiting.push(await w.register(eventId, `w${n}@example.com`));
  await w.onEvent(eventId, { type: "CancelRegistration", registrationId: first.registrationId, by: "registrant" });
  await w.onEvent(eventId, { type: "ChangeCapacity", capacity: 226 });
  await w.settled();
  const confirmed = (await w.facts("RegistrationConfirmed")).filter(({ data }) => data.from === "waitlist");
  assert.equal(confirmed.length, 226);
  assert.deepEqual(
    confirmed.map(({ data }) => data.registrationId),
    waiting.slice(0, 226).map((one) => one.registrationId),
  );
  const batches = Map.groupBy(confirmed, ({ metadata }) => `${metadata.actor} ${metadata.commandId}`);
  assert.deepEqual([...batches.values()].map((batch) => batch.length), [1, 100, 100, 25]);
  assert.equal(confirmed.at(-1)?.metadata.rule, "capacity_raised");
  assert.equal(w.mails.sent.filter(({ subject }) => subject.startsWith("A place became free")).length, 226);
});

Deno.test("a command that comes to nothing is declined in the stream it was for, and not issued again", async () => {
  await using w = await world();
  const eventId = await w.event({ capacity: 1, reminders: [] });
  await w.register(eventId, "ana@example.com");
  const ben = await w.register(eventId, "ben@example.com");
  await w.onEvent(eventId, { type: "ChangeCapacity", capacity: 5 });
  await w.onEvent(eventId, { type: "CancelRegistration", registrationId: ben.registrationId, by: "registrant" });
  w.work();
  await w.settled();
  const declined = await w.facts("CommandDeclined");
  assert.deepEqual(declined.map(({ stream, data }) => [stream, data.command]), [[
    `event-${eventId}`,
    "PromoteFromWaitlist",
  ]]);
  assert.deepEqual(await w.query("select open from reactor_promote_waitlist.commands"), [{ open: false }]);
});

Deno.test("an erased person gets nothing any more, gives up their place, and their keys are gone", async () => {
  await using w = await world();
  const eventId = await w.event({ capacity: 1 });
  const { personId } = await w.register(eventId, "ana@example.com");
  await w.register(eventId, "ben@example.com");
  await w.decide(person, `person-${personId}`, {
    type: "ErasePerson",
    studioId: w.studioId,
    personId,
    reason: "requested",
  });
  await w.vault.erasePerson(w.studioId, personId); // before the first mail went out
  w.work();
  await w.settled();
  assert.deepEqual(subjects(w).filter((subject) => subject.startsWith("ana")), []);
  assert.ok(subjects(w).includes("ben@example.com: A place became free: 5 Errores Comunes al Empezar"));
  const reasons = (await w.facts("DeliverySkipped")).map(({ data }) => data.reason);
  assert.ok(reasons.includes("person_erased"));
  const [cancelled] = await w.facts("RegistrationCancelled");
  assert.deepEqual([cancelled?.data.by, cancelled?.metadata.actor], ["person_erased", "reactor:erase_people"]);
  assert.equal((await w.vault.keysOf([personId])).size, 0);
  const outbox = await w.query("select delivery_id from reactor_erase_people.outbox where state = 'succeeded'");
  assert.equal(outbox.length, 1);
});

Deno.test("no personal data stands in any table of any reactor", async () => {
  await using w = await world();
  w.work();
  const eventId = await w.event();
  const { registrationId, personId } = await w.register(eventId, "ana@example.com");
  await w.decide(person, `person-${personId}`, {
    type: "RequestLink",
    studioId: w.studioId,
    personId,
    eventId,
    registrationId,
  });
  await w.settled();
  assert.equal(w.mails.sent.length, 2);
  for (
    const { schema, name } of await w.query<{ schema: string; name: string }>(
      "select table_schema as schema, table_name as name from information_schema.tables where table_schema like 'reactor_%'",
    )
  ) {
    const found = await w.query(`select 1 from "${schema}"."${name}" t where to_jsonb(t)::text ~* 'ana@|Ana|López'`);
    assert.deepEqual(found, [], `${schema}.${name}`);
  }
});

Deno.test("a reactor that is new to a log mails nobody about history", async () => {
  const others = reactors.filter(({ name }) => name !== "confirmations");
  await using w = await world({ reactors: others });
  const first = w.work();
  const eventId = await w.event();
  await w.register(eventId, "ana@example.com");
  await w.settled();
  await first.stop();
  w.work({ reactors: [...others, confirmations as unknown as Reactor] });
  while ((await w.facts("ReactorStarted")).length < reactors.length) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await w.register(eventId, "ben@example.com");
  await w.mails.taken(1);
  await w.settled();
  assert.deepEqual(subjects(w), ["ben@example.com: You are registered: 5 Errores Comunes al Empezar"]);
});

Deno.test("people are invited into a studio's team by mail, in the studio's language", async () => {
  await using w = await world();
  w.work();
  const invitationId = crypto.randomUUID();
  await w.decide(studio, `studio-${w.studioId}`, {
    type: "InviteMember",
    invitationId,
    personId: await w.vault.resolvePerson(w.studioId, "eva@example.com"),
    email: "eva@example.com",
    role: "associate",
    tokenHash: "0".repeat(64),
    expiresAt: "2026-06-08T10:00:00.000Z",
  });
  await w.mails.taken(1);
  assert.deepEqual(subjects(w), ["eva@example.com: Estudio Núñez te invita a su equipo"]);
  assert.match(w.mails.sent[0]!.text, new RegExp(`https://webinars.example/join/${invitationId}`));
});

Deno.test("after a restore, what was due by then is shown as perhaps sent, and goes out when somebody says so", async () => {
  await using w = await world();
  const { registrationId } = await w.register(await w.event(), "ana@example.com");
  w.clock.moveTo("2026-06-02T10:00:00.000Z");
  await w.decide(installation, "installation", { type: "RestoreInstallation", backedUpAt: START });
  const first = w.work();
  await w.settled();
  assert.deepEqual((await w.facts("DeliverySkipped")).map(({ data }) => data.reason), ["perhaps_sent_before_restore"]);
  const sentTo = () => w.mails.sent.map(({ to }) => to.address);
  assert.deepEqual(sentTo(), []);
  w.clock.moveTo("2026-06-02T10:01:00.000Z");
  await w.register(await w.event(), "ben@example.com");
  await w.settled();
  assert.deepEqual(sentTo(), ["ben@example.com"]);
  await first.stop();
  const stream = `delivery-${deliveryId("confirmations", `confirmation:${registrationId}`)}`;
  await w.decide(delivery, stream, { type: "ReplayDelivery" });
  w.work();
  await w.settled();
  assert.deepEqual(sentTo(), ["ben@example.com", "ana@example.com"]);
});
