import assert from "node:assert/strict";
import { ZodError } from "zod";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { existing } from "../../../domain/virtual_event/state.ts";
import { automations } from "../../../web/pages/wizard/automations.ts";
import { details, repeatedWeekly } from "../../../web/pages/wizard/details.ts";
import { rowsOf } from "../../../web/pages/wizard/form.ts";
import { money } from "../../../web/pages/wizard/money.ts";
import { page } from "../../../web/pages/wizard/page.ts";
import type { Editable } from "../../../web/pages/wizard/step.ts";
import { created } from "../../support/created_event.ts";

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

function edited(): Editable {
  return { event: existing(virtualEvent.evolve(virtualEvent.initial(), created)), speakers: [] };
}

/** The fields named in what is thrown. */
function wrong(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ZodError) return error.issues.map(({ path }) => path.join("."));
    throw error;
  }
  return [];
}

Deno.test("what is read and saved untouched changes nothing, in any step", () => {
  const before = edited();
  const { speakers, removedSpeakers, ...update } = details.update(details.read(before), before);
  assert.deepEqual([speakers, removedSpeakers], [undefined, undefined]);
  assert.deepEqual({ title: update.title, slug: update.slug, tags: update.tags, format: update.format }, {
    title: "Core",
    slug: undefined,
    tags: undefined,
    format: undefined,
  });
  assert.deepEqual(update.waitlistMode, undefined);
  assert.equal(JSON.stringify(page.update(page.read(before), before).page), JSON.stringify(before.event.page));
  assert.deepEqual(automations.update(automations.read(before), before), { automations: before.event.automations });
  assert.deepEqual(money.update(money.read(before), before).pricing, {
    access: "free",
    price: null,
    earlyBird: null,
    companyBilling: false,
  });
});

Deno.test("a date repeated weekly becomes dates of their own, on the same wall clock over the change of the clocks", () => {
  const form = { ...details.read(edited()), "dates.0.startsAt": "2031-10-20T19:00" };
  const repeated = rowsOf(repeatedWeekly(form, "2"), "dates").map(({ startsAt }) => startsAt);
  assert.deepEqual(repeated, ["2031-10-20T19:00", "2031-10-27T19:00", "2031-11-03T19:00"]);
  assert.equal(rowsOf(repeatedWeekly(form, "9999"), "dates").length, 53);
  assert.equal(repeatedWeekly({ ...form, "dates.0.startsAt": "soon" }, "2")["dates.1.startsAt"], undefined);
});

Deno.test("what is wrong is named as the form names it; a blank row is no row", () => {
  const before = edited();
  const form = details.read(before);
  const speaker = { "speakers.0.id": id(7), "speakers.0.role": "primary" };
  const blank = { name: "", email: "", title: "", company: "", link: "", bio: "", photo: "" };
  const row = Object.fromEntries(Object.entries(blank).map(([name, value]) => [`speakers.0.${name}`, value]));
  assert.equal(details.update({ ...form, ...speaker, ...row }, before).speakers, undefined);
  const named = { ...form, ...speaker, ...row, "speakers.0.name": "Ana Ruiz" };
  assert.equal(details.update(named, before).speakers?.length, 1);
  assert.deepEqual(wrong(() => details.update({ ...named, "speakers.0.email": "ana@" }, before)), ["speakers.0.email"]);
  assert.deepEqual(wrong(() => details.update({ ...form, "dates.0.startsAt": "soon" }, before)), ["dates.0.startsAt"]);
  assert.deepEqual(
    wrong(() => details.update({ ...form, platform: "zoom", platformUrl: "javascript:alert(1)" }, before)),
    [
      "platformUrl",
    ],
  );
  assert.deepEqual(wrong(() => page.update({ ...page.read(before), slug: "Not a slug" }, before)), ["slug"]);
  const paid = { ...money.read(before), access: "paid", price: "12.345" };
  assert.deepEqual(wrong(() => money.update(paid, before)), ["price"]);
});

Deno.test("prices are exact, follow-ups and reminders are durations", () => {
  const before = edited();
  const paid = { ...money.read(before), access: "paid", price: "49,90", currency: "eur" };
  assert.deepEqual(money.update(paid, before).pricing?.price, { amount: 4_990, currency: "EUR" });
  const form = { "reminders.0.amount": "3", "reminders.0.unit": "days", followMissed: "true" };
  assert.deepEqual(automations.update({ ...automations.read(before), ...form }, before).automations, {
    confirmation: false,
    reminders: ["P3D"],
    followUps: [{ to: "missed", after: "PT2H" }],
  });
});
