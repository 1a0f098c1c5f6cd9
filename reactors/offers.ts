import { reactor } from "./runtime/definition.ts";
import { command } from "./runtime/plan.ts";

/** Ends offers that nobody took in time; the seat goes to the next in the append that ends it. */
export const offers = reactor({
  name: "offers",
  version: 1,
  about: "Ends offered places whose time to accept is over.",
  issues: ["ExpireOffer"],
  tables: {},
  on: {
    WaitlistSeatOffered: ({ data: { eventId, registrationId, expiresAt }, meta }, own) =>
      own.timers.replace(registrationId, [{
        key: `${registrationId}:${expiresAt}`,
        due: expiresAt,
        data: { studioId: meta.studio, eventId, registrationId, expiresAt },
      }]),
    RegistrationConfirmed: ({ data }, own) => own.timers.remove(data.registrationId),
    RegistrationWaitlisted: ({ data }, own) => own.timers.remove(data.registrationId),
    RegistrationCancelled: ({ data }, own) => own.timers.remove(data.registrationId),
    RegistrationExpired: ({ data }, own) => own.timers.remove(data.registrationId),
    TimerElapsed: (fact, own) => {
      const timer = own.timers.is(fact);
      if (!timer) return;
      const { eventId, registrationId, expiresAt } = timer.data;
      return command({
        type: "ExpireOffer",
        stream: `event-${eventId}`,
        studioId: fact.meta.studio,
        data: { registrationId, expiresAt },
      });
    },
  },
});
