import assert from "node:assert/strict";
import { cancellations } from "../../reactors/cancellations.ts";
import { confirmations } from "../../reactors/confirmations.ts";
import { erasePeople } from "../../reactors/erase_people.ts";
import { invitations } from "../../reactors/invitations.ts";
import { linkMails } from "../../reactors/link_mails.ts";
import { promoteWaitlist } from "../../reactors/promote_waitlist.ts";
import { reminders } from "../../reactors/reminders.ts";
import { reschedules } from "../../reactors/reschedules.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { timerStream } from "../../domain/timer/timer.ts";
import { begin, Folded, ids } from "./support/fold.ts";

/** One history that makes every reactor plan everything it can. */
function history(reactor: Reactor): Folded {
  const f = begin.registered(begin.published(new Folded(reactor)), "ana");
  begin.waitlisted(f, "ben")
    .given("LinkRequested", {
      studioId: ids.studio,
      personId: ids.ana,
      eventId: ids.event,
      registrationId: ids.anaSeat,
    }, { stream: `person-${ids.ana}` })
    .given("CapacityRaised", { eventId: ids.event, capacity: 2, formerly: 1 })
    .given("RegistrationConfirmed", {
      eventId: ids.event,
      registrationId: ids.benSeat,
      personId: ids.ben,
      from: "waitlist",
    })
    .given("TimerElapsed", {
      reactor: "reminders",
      key: `${ids.event}:${ids.date}:PT1H:2026-06-10T17:00:00.000Z`,
      due: "2026-06-10T16:00:00.000Z",
    }, { at: "2026-06-10T16:00:00.000Z", stream: "timer-x" });
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  begin.cancelled(f, "ana");
  return f
    .given("EventCancelled", { eventId: ids.event, reason: "" })
    .given("MemberInvited", {
      studioId: ids.studio,
      invitationId: ids.invitation,
      personId: ids.ben,
      email: "ben@example.com",
      role: "associate",
      tokenHash: "x",
      expiresAt: "2026-06-08T10:00:00.000Z",
    }, { stream: `studio-${ids.studio}` })
    .given("PersonErased", { studioId: ids.studio, personId: ids.ben, reason: "requested" }, {
      stream: `person-${ids.ben}`,
    });
}

/** Frozen: another id for the same thing would send it again to everybody who has it. */
const golden: [Reactor, Record<string, string>][] = [];
const frozen = (reactor: unknown, keys: Record<string, string>) => golden.push([reactor as Reactor, keys]);

frozen(confirmations, {
  "confirmation:00000000-0000-4000-8000-0000000000a2": "e78754af-56bc-5856-b976-85e5d1e36c8f",
  "waitlisted:00000000-0000-4000-8000-0000000000b2": "10196aed-89dc-5241-b1b6-b043de81bd20",
  "moved_up:00000000-0000-4000-8000-0000000000b2": "71085043-e5c8-55cf-a7a3-fd77a1a98405",
});
frozen(cancellations, {
  "registration_cancelled:00000000-0000-4000-8000-0000000000a2:10": "bfe9d792-b6f8-59e0-8352-31e0c3c73f9b",
  "event_cancelled:00000000-0000-4000-8000-0000000000b2:11": "53b76ba5-2116-5a98-8456-e94ef0d2d583",
});
frozen(reschedules, {
  "rescheduled:00000000-0000-4000-8000-0000000000a2:9": "5bfdaae6-9261-539e-ae21-3b5a4f33406f",
  "rescheduled:00000000-0000-4000-8000-0000000000b2:9": "cb28abba-425c-5a0f-aebd-f001287ae268",
});
frozen(reminders, {
  "reminder:00000000-0000-4000-8000-0000000000a2:00000000-0000-4000-8000-0000000000d1:PT1H:2026-06-10T17:00:00.000Z":
    "5c8bb744-c275-5836-99ed-957ce3e4aa7e",
  "reminder:00000000-0000-4000-8000-0000000000b2:00000000-0000-4000-8000-0000000000d1:PT1H:2026-06-10T17:00:00.000Z":
    "51ee824a-070d-5d3d-86ae-568c7109aa74",
});
frozen(linkMails, { "link:00000000-0000-4000-8000-0000000000a2:0": "a6043a7e-7a7e-5837-82e9-93f9294858f5" });
frozen(invitations, { "invitation:00000000-0000-4000-8000-0000000000f1": "8744bfcb-581d-585d-8548-0eda9967e9e3" });
frozen(promoteWaitlist, { "PromoteFromWaitlist": "c6d447eb-2a51-593c-b653-e46d1df6acb0" });
frozen(erasePeople, {
  "keys:00000000-0000-4000-8000-0000000000b1": "4e8fb09f-d1f3-5155-82ac-56992462cadd",
  "ErasePersonFromEvent": "7de28522-7faf-5cdb-b576-b1d02c06366e",
});

const textKeys: Record<string, Record<string, string>> = {
  reschedules: {
    "rescheduled_sms:00000000-0000-4000-8000-0000000000a2:6": "73604c5a-e6d4-521f-8f19-fbf3e473108b",
  },
  cancellations: {
    "event_cancelled_sms:00000000-0000-4000-8000-0000000000a2:7": "48c410b2-0db0-5cb3-a10c-5345447cc251",
  },
};

for (const [reactor, keys] of golden) {
  Deno.test(`the keys of ${reactor.name}, and the ids made of them, are what they always were`, () => {
    const f = history(reactor);
    const planned = [
      ...f.outbox.map(({ key, delivery_id }) => [key, delivery_id]),
      ...f.commands.map(({ type, command_id }) => [type, command_id]),
    ];
    assert.deepEqual(Object.fromEntries(planned), keys);
  });
}

Deno.test("the keys of what is sent by hand, and the ids made of them, are what they always were", () => {
  const f = begin.registered(begin.published(new Folded(linkMails as unknown as Reactor)), "ana");
  for (const message of ["reminder", "join_details"] as const) {
    f.given("MessageRequested", {
      studioId: ids.studio,
      personId: ids.ana,
      eventId: ids.event,
      registrationId: ids.anaSeat,
      message,
      dateId: ids.date,
    }, { stream: `person-${ids.ana}` });
  }
  assert.deepEqual(Object.fromEntries(f.outbox.map(({ key, delivery_id }) => [key, delivery_id])), {
    "reminder_by_hand:00000000-0000-4000-8000-0000000000a2:0": "989bafab-0230-57d2-8d6a-3f30ff341a63",
    "join_details:00000000-0000-4000-8000-0000000000a2:1": "bedc9c43-91fc-55f0-9009-523276b4f082",
  });
});
for (const reactor of [reschedules, cancellations] as unknown as Reactor[]) {
  Deno.test(`the keys of texts by ${reactor.name} are what they always were`, () => {
    const f = begin.registered(begin.published(new Folded(reactor)), "ana").given("AutomationsConfigured", {
      eventId: ids.event,
      confirmation: true,
      reminders: ["PT1H"],
      sequence: { timing: [{ offset: "PT1H", hour: null, ways: ["sms"] }] },
    });
    const soon = { at: "2026-06-10T08:00:00.000Z" };
    f.given("EventRescheduled", {
      eventId: ids.event,
      timeZone: "Europe/Madrid",
      dates: [begin.date(ids.date, "2026-06-10T18:00:00.000Z")],
    }, soon).given("EventCancelled", { eventId: ids.event, reason: "" }, soon);
    const planned = f.outbox.filter(({ channel }) => channel === "sms").map((
      { key, delivery_id },
    ) => [key, delivery_id]);
    assert.deepEqual(Object.fromEntries(planned), textKeys[reactor.name]);
  });
}

Deno.test("the stream of a moment is what it always was, and another one for another moment", () => {
  const stream = (due: string) => timerStream("reminders", `${ids.event}:${ids.date}:PT1H:${due}`, due);
  assert.equal(stream("2026-06-10T16:00:00.000Z"), "timer-4bb73f29-dfd4-5993-a2f3-f35cc99cb649");
  assert.notEqual(stream("2026-06-10T16:00:00.000Z"), stream("2026-06-11T16:00:00.000Z"));
});
