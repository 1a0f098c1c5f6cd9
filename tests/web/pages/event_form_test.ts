import assert from "node:assert/strict";
import { ZodError } from "zod";
import { Rejected } from "../../../domain/decider.ts";
import { fieldErrors } from "../../../i18n/validation.ts";
import { fieldsFor, inputOf, rearranged, valuesOf, valuesOfNew } from "../../../web/pages/event_form.ts";

const raw = {
  title: " 5 Errores Comunes ",
  description: "Uno.\r\n\r\nDos.",
  type: "webinar",
  language: "es",
  slug: "",
  "dates.0.id": "",
  "dates.0.startsAt": "2031-11-24T19:00",
  "dates.0.duration": "90",
  timeZone: "Europe/Madrid",
  capacity: "",
  waitlist: "true",
  opensAt: "",
  closesAt: "2031-11-24T18:00",
};

Deno.test("a form becomes what the command takes: wall clocks stay, windows become instants, empty means none", () => {
  assert.deepEqual(inputOf(valuesOf(raw)), {
    title: "5 Errores Comunes",
    description: "Uno.\n\nDos.",
    type: "webinar",
    language: "es",
    dates: [{ startsAtLocal: "2031-11-24T19:00", durationMinutes: 90 }],
    timeZone: "Europe/Madrid",
    capacity: null,
    waitlist: true,
    companyRequired: false,
    registrationOpensAt: null,
    registrationClosesAt: "2031-11-24T17:00:00.000Z",
  });
});

Deno.test("what is wrong is said at its field", () => {
  const wrong = {
    ...raw,
    title: "ab",
    slug: "Not A Slug",
    "dates.0.startsAt": "",
    "dates.0.duration": "soon",
    capacity: "0",
  };
  const error = thrownBy(() => inputOf(valuesOf(wrong)));
  assert.ok(error instanceof ZodError);
  assert.deepEqual(fieldErrors(error, "en"), {
    title: "At least 3 characters.",
    slug: "Only small letters, digits and single hyphens.",
    "dates.0.startsAt": "This is needed.",
    "dates.0.duration": "A number is needed here.",
    capacity: "At least 1.",
  });
});

Deno.test("a refused date is found by its wall clock, also that of the window", () => {
  const values = valuesOf(raw);
  const past = new Rejected("date_in_past", { date: "2031-11-24T19:00" });
  assert.equal(fieldsFor(past, values).date_in_past, "dates.0.startsAt");
  const window = new Rejected("date_invalid", { date: "2031-11-24T18:00" });
  assert.equal(fieldsFor(window, values).date_invalid, "closesAt");
  assert.equal(fieldsFor(new Rejected("slug_taken"), values).slug_taken, "slug");
});

Deno.test("dates are added a week later and removed, the last one stays", () => {
  const values = valuesOf(raw);
  const two = rearranged(values, "add_date")!;
  assert.deepEqual(two.dates.map(({ startsAt }) => startsAt), ["2031-11-24T19:00", "2031-12-01T19:00"]);
  assert.deepEqual(rearranged(two, "remove.0")!.dates.map(({ startsAt }) => startsAt), ["2031-12-01T19:00"]);
  assert.equal(rearranged(values, "remove.0"), null);
  assert.equal(rearranged(values, "save"), null);
});

Deno.test("a form with absurdly many dates is cut, not read for ever", () => {
  assert.equal(valuesOf({ ...raw, "dates.999999999.startsAt": "x" }).dates.length, 60);
});

Deno.test("a new event is proposed for next week, where the studio is", () => {
  const values = valuesOfNew({ timeZone: "Pacific/Auckland", language: "en" }, "2026-11-21T20:00:00.000Z");
  assert.equal(values.dates[0]?.startsAt, "2026-11-29T19:00");
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}
