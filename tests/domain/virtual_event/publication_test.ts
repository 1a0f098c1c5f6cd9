import type { EventChange, VirtualEventCommand } from "../../../domain/virtual_event/commands.ts";
import { usualForm } from "../../../domain/virtual_event/design.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import { id } from "../../support/ids.ts";
import {
  confirmed,
  DAY_BEFORE,
  details,
  draft,
  eventCancelled,
  gaveUp,
  live,
  LONG_BEFORE,
  published,
  register,
} from "./facts.ts";

const eventId = id.event();
const at = LONG_BEFORE;
const publishAt = DAY_BEFORE;
const scheduled: VirtualEventEvent = { type: "PublicationScheduled", data: { eventId, publishAt } };
const change = (change: Record<string, unknown> & { type: EventChange["type"] }): VirtualEventCommand =>
  ({ type: "ChangeEvent", at, changes: [{ at, ...change }] }) as VirtualEventCommand;

Deno.test("a draft goes public by itself at its moment, if it is ready and the moment still holds", () => {
  draft().when({ type: "SchedulePublication", at, publishAt }).then(scheduled);
  draft(scheduled).when({ type: "SchedulePublication", at, publishAt }).then();
  draft().when({ type: "SchedulePublication", at, publishAt: at }).rejects("date_in_past");
  live().when({ type: "SchedulePublication", at, publishAt }).rejects("event_already_published");
  draft(scheduled).when({ type: "PublishScheduled", at: publishAt, publishAt }).then(published);
  draft(scheduled).when({ type: "PublishScheduled", at, publishAt }).rejects("publication_not_due");
  draft().when({ type: "PublishScheduled", at: publishAt, publishAt }).rejects("publication_not_due");
  const unready: VirtualEventEvent = { type: "EventDetailsChanged", data: { eventId, changes: { description: "" } } };
  draft(scheduled, unready).when({ type: "PublishScheduled", at: publishAt, publishAt })
    .rejects("not_ready_to_publish");
  draft(scheduled).when({ type: "UnschedulePublication", at })
    .then({ type: "PublicationUnscheduled", data: { eventId } });
  draft().when({ type: "UnschedulePublication", at }).then();
});

Deno.test("an event is a draft again only while nobody is registered", () => {
  const unpublish = { type: "UnpublishEvent", at } as const;
  const unpublished: VirtualEventEvent = { type: "EventUnpublished", data: { eventId } };
  live().when(unpublish).then(unpublished);
  live(confirmed("ana")).when(unpublish).rejects("event_has_registrations");
  live(confirmed("ana"), gaveUp("ana")).when(unpublish).then(unpublished);
  draft().when(unpublish).then();
  live(unpublished).when(register("ana")).rejects("event_not_published");
});

Deno.test("only a draft is deleted, and then it is no event any more", () => {
  const remove = { type: "DeleteEvent", at } as const;
  const deleted: VirtualEventEvent = { type: "EventDeleted", data: { eventId } };
  draft().when(remove).then(deleted);
  live().when(remove).rejects("event_not_a_draft");
  draft(deleted).when(remove).rejects("event_not_found");
  draft(deleted).when({ type: "PublishEvent", at }).rejects("event_not_found");
});

Deno.test("changes are for the version that was read; registrations do not count", () => {
  const rename = (version: number): VirtualEventCommand => ({
    type: "ChangeEvent",
    at,
    version,
    changes: [{ type: "ChangeDetails", at, changes: { title: "Another title" } }],
  });
  const renamed: VirtualEventEvent = {
    type: "EventDetailsChanged",
    data: { eventId, changes: { title: "Another title" } },
  };
  draft().when(rename(2)).then(renamed);
  draft(renamed).when(rename(2)).rejects("details_changed");
  live(confirmed("ana")).when(rename(3)).then(renamed);
});

Deno.test("saying what holds anyway is no change", () => {
  draft().when(change({
    type: "ChangeDetails",
    changes: {
      ...details,
      format: null,
      category: null,
      tags: [],
      difficulty: null,
      languages: ["es"],
      sensitive: false,
    },
  })).then();
  draft().when(change({ type: "DesignForm", form: usualForm })).then();
  draft().when(change({ type: "ChooseAudience", audience: { who: "everyone" } })).then();
  draft().when(change({ type: "SwitchApproval", on: false })).then();
});

Deno.test("prices must fit together, and nothing is sold that cannot be paid", () => {
  const price = { amount: 4_900, currency: "EUR" };
  const pricing = { access: "paid", price, earlyBird: null, companyBilling: false } as const;
  const set = (more: object) => change({ type: "SetPricing", pricing: { ...pricing, ...more } });
  const until = DAY_BEFORE;
  draft().when(set({})).then({ type: "PricingSet", data: { eventId, pricing } });
  draft().when(set({ price: null })).rejects("price_invalid");
  draft().when(set({ earlyBird: { price, until } })).rejects("price_invalid");
  draft().when(set({ earlyBird: { price: { amount: 1, currency: "USD" }, until } })).rejects("price_invalid");
  draft().when(set({ access: "free" })).rejects("price_invalid");
  live().when(set({})).rejects("payments_not_connected");
});

Deno.test("a question needs a name of its own, and a choice something to choose from", () => {
  const question = { id: "goal", kind: "one", label: "Goal?", help: "", required: true, options: ["a", "b"] } as const;
  const design = (...questions: object[]) => change({ type: "DesignForm", form: { ...usualForm, questions } });
  draft().when(design(question)).then({
    type: "FormDesigned",
    data: { eventId, form: { ...usualForm, questions: [question] } } as never,
  });
  draft().when(design(question, question)).rejects("form_invalid");
  draft().when(design({ ...question, options: ["a"] })).rejects("form_invalid");
  draft().when(design({ ...question, options: ["a", "a"] })).rejects("form_invalid");
  draft().when(design({ ...question, kind: "text" })).rejects("form_invalid");
});

Deno.test("a follow-up needs a time, and each group at most one", () => {
  const configure = (...followUps: { to: "attended" | "missed"; after: string }[]) =>
    change({ type: "ConfigureAutomations", automations: { confirmation: true, reminders: [], followUps } });
  draft().when(configure({ to: "attended", after: "PT2H" })).then({
    type: "AutomationsConfigured",
    data: { eventId, confirmation: true, reminders: [], followUps: [{ to: "attended", after: "PT2H" }] },
  });
  draft().when(configure({ to: "attended", after: "PT1M" })).rejects("follow_up_invalid");
  draft().when(configure({ to: "missed", after: "PT1H" }, { to: "missed", after: "PT2H" })).rejects(
    "follow_up_invalid",
  );
});

Deno.test("whoever is not chosen is not let in; a cancelled event is designed no more", () => {
  const audience = { who: "chosen", codeHash: "abc", personIds: [id.person("ana")], tags: ["vip"] } as const;
  const chosen: VirtualEventEvent = {
    type: "AudienceChosen",
    data: { eventId, audience: { ...audience, personIds: [...audience.personIds], tags: [...audience.tags] } },
  };
  live(chosen).when(register("ben")).rejects("not_invited");
  live(chosen).when(register("ben", { codeHash: "abd" })).rejects("not_invited");
  for (
    const invited of [
      register("ana"),
      register("ben", { codeHash: "abc" }),
      register("ben", { tags: ["vip"] }),
      register("ben", { byHand: true }),
    ]
  ) {
    live(chosen).when(invited).thenTypes("RegistrationRequested", "RegistrationConfirmed");
  }
  live(eventCancelled).when(change({ type: "SwitchApproval", on: true })).rejects("event_cancelled");
  draft().when(change({ type: "RemoveSpeaker", speakerId: id.any("nobody") })).rejects("speaker_not_found");
});
