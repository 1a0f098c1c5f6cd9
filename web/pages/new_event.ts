import { z } from "zod";
import type { NewEvent } from "../../commands/create_event.ts";
import type { NewEventValues } from "../../components/dashboard/NewEventForm.tsx";
import { Language } from "../../domain/ids.ts";
import { EventKind } from "../../domain/virtual_event/events.ts";
import type { FieldsOfReasons } from "../explain.ts";
import { clock, wholeNumber } from "./wizard/fields.ts";

const Form = z.object({
  title: z.string().trim().min(3).max(150),
  startsAt: clock,
  duration: wholeNumber(5, 24 * 60),
  timeZone: z.string().trim().min(1).max(64),
  type: EventKind,
  language: Language,
});

/** The fields that refusals of a new event are about. */
export const newEventReasons: FieldsOfReasons = {
  unknown_time_zone: "timeZone",
  date_in_past: "startsAt",
  date_invalid: "startsAt",
};

/** The form of a new event: next week at seven in the evening, where the studio is. */
export function valuesOfNew(studio: { timeZone: string; language: string }, now: string): NewEventValues {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(studio.timeZone).toPlainDate();
  return {
    title: "",
    type: "webinar",
    language: studio.language,
    startsAt: `${today.add({ days: 7 })}T19:00`,
    duration: "60",
    timeZone: studio.timeZone,
  };
}

/** The form as it was sent. */
export function valuesOf(raw: Readonly<Record<string, string>>): NewEventValues {
  const at = (name: keyof NewEventValues) => raw[name] ?? "";
  return {
    title: at("title"),
    type: at("type"),
    language: at("language"),
    startsAt: at("startsAt"),
    duration: at("duration"),
    timeZone: at("timeZone"),
  };
}

/** A draft that is free, and otherwise as the studio's new events are. @throws {ZodError} naming each field */
export function newEventOf(values: NewEventValues): NewEvent {
  const { startsAt, duration, ...rest } = Form.parse(values);
  return {
    ...rest,
    description: "",
    access: "free",
    price: null,
    companyRequired: false,
    dates: [{ startsAtLocal: startsAt, durationMinutes: duration }],
  };
}
