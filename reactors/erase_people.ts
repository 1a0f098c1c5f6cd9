import { table, uuid } from "../projections/runtime/definition.ts";
import { reactor } from "./runtime/definition.ts";
import { command, deliver } from "./runtime/plan.ts";

/** Finishes what erasing a person began: gives up their places to come, then destroys their keys. */
export const erasePeople = reactor({
  name: "erase_people",
  version: 2,
  about: "Cancels an erased person's registrations and destroys the keys to their data.",
  issues: ["ErasePersonFromEvent"],
  tables: {
    places: table({
      key: "registration_id",
      columns: { registration_id: uuid(), event_id: uuid(), person_id: uuid() },
      indexes: [["person_id"]],
    }),
  },
  on: {
    RegistrationRequested: ({ data: { registrationId, eventId, personId } }, own) => {
      own.places.insert({ registration_id: registrationId, event_id: eventId, person_id: personId });
    },
    RegistrationCancelled: ({ data: { registrationId } }, own) => own.places.delete(registrationId),
    RegistrationTransferred: ({ data: { registrationId } }, own) => own.places.delete(registrationId),
    RegistrationExpired: ({ data: { registrationId } }, own) => own.places.delete(registrationId),
    PersonErased: ({ data: { personId, studioId } }, own) => {
      const places = own.places.where({ person_id: personId });
      const eventIds = [...new Set(places.map((place) => place.event_id))];
      for (const place of places) own.places.delete(place.registration_id);
      return [
        ...eventIds.map((eventId) =>
          command({ type: "ErasePersonFromEvent", stream: `event-${eventId}`, studioId, data: { personId } })
        ),
        deliver({
          key: `keys:${personId}`,
          channel: "vault",
          urgent: true,
          studioId,
          personId,
          mail: { kind: "destroy_keys" },
        }),
      ];
    },
  },
});
