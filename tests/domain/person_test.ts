import type { DateId } from "../../domain/ids.ts";
import type { PersonEvent } from "../../domain/person/events.ts";
import { person } from "../../domain/person/person.ts";
import { given } from "../support/given.ts";
import { id } from "../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const whose = { studioId: id.studio(), personId: id.person() };
const which = { eventId: id.event(), registrationId: id.registration() };
const request = (at: string) => ({ type: "RequestLink", at, ...whose, ...which }) as const;
const erase = { type: "ErasePerson", at, ...whose, reason: "requested" } as const;
const requested: PersonEvent = { type: "LinkRequested", data: { ...whose, ...which, requestedAt: at } };
const erased: PersonEvent = { type: "PersonErased", data: { ...whose, reason: "requested" } };

Deno.test("RequestLink asks for the mail", () => given(person).when(request(at)).then(requested));
Deno.test("RequestLink within the hour is nothing, and says nothing", () =>
  given(person, requested).when(request("2026-11-01T10:59:59.999Z")).thenNothing());
Deno.test("RequestLink after the hour asks again", () =>
  given(person, requested).when(request("2026-11-01T11:00:00.000Z")).thenTypes("LinkRequested"));
Deno.test("RequestLink of somebody erased is nothing", () => given(person, erased).when(request(at)).thenNothing());
Deno.test("RequestMessage asks for the mail, of somebody erased it does not", () => {
  const data = { ...whose, ...which, message: "reminder", dateId: id.any<DateId>("date") } as const;
  given(person).when({ type: "RequestMessage", at, ...data }).then({ type: "MessageRequested", data });
  given(person, erased).when({ type: "RequestMessage", at, ...data }).thenNothing();
});
Deno.test("ErasePerson erases, and twice is once", () => {
  given(person).when(erase).then(erased);
  given(person, requested, erased).when({ ...erase, reason: "retention" }).thenNothing();
});
