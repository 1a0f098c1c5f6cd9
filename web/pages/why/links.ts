import type { LogEntry } from "../../../projections/queries.ts";

const WHY = "/dashboard/history/why";

/** The pages that explain what a domain event is about. */
export function whyHrefs(
  { registrationId, personId, stream }: Pick<LogEntry, "registrationId" | "personId" | "stream">,
) {
  const eventId = /^event-([0-9a-f-]{36})$/.exec(stream)?.[1];
  return [
    ...(registrationId
      ? [{ href: `${WHY}/registrations/${registrationId}`, key: "audit.why.registration" } as const]
      : []),
    ...(personId ? [{ href: `${WHY}/people/${personId}`, key: "audit.why.person" } as const] : []),
    ...(eventId
      ? [
        { href: `${WHY}/events/${eventId}`, key: "audit.why.event" } as const,
        { href: `/dashboard/history/events/${eventId}`, key: "audit.as_of.event" } as const,
      ]
      : []),
  ];
}
