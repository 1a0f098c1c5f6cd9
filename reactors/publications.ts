import { reactor } from "./runtime/definition.ts";
import { command } from "./runtime/plan.ts";

/** Publishes drafts at the moment that was chosen; one that is not ready then is refused, and the refusal is on record. */
export const publications = reactor({
  name: "publications",
  version: 1,
  about: "Publishes events at the moment that their trainer chose.",
  issues: ["PublishScheduled"],
  tables: {},
  on: {
    PublicationScheduled: ({ data: { eventId, publishAt }, meta }, own) =>
      own.timers.replace(eventId, [{
        key: `${eventId}:${publishAt}`,
        due: publishAt,
        data: { studioId: meta.studio, eventId, publishAt },
      }]),
    PublicationUnscheduled: ({ data }, own) => own.timers.remove(data.eventId),
    EventPublished: ({ data }, own) => own.timers.remove(data.eventId),
    EventCancelled: ({ data }, own) => own.timers.remove(data.eventId),
    EventDeleted: ({ data }, own) => own.timers.remove(data.eventId),
    TimerElapsed: (fact, own) => {
      const timer = own.timers.is(fact);
      if (!timer) return;
      const { eventId, publishAt } = timer.data;
      return command({
        type: "PublishScheduled",
        stream: `event-${eventId}`,
        studioId: fact.meta.studio,
        data: { publishAt },
      });
    },
  },
});
