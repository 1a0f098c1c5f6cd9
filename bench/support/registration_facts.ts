import type { DomainEvent } from "../../domain/decider.ts";
import type { Metadata } from "../../domain/fact.ts";
import { registrationReference } from "../../domain/registration_reference.ts";
import { uuidv5 } from "../../domain/uuid.ts";

/** An event as far as writing registrations into its stream goes. */
export interface Seen {
  eventId: string;
  slug: string;
  /** Last one of its stream. */
  revision: number;
}

/** A domain event on its way into the log, not checked yet. */
export interface Draft {
  id: string;
  event: DomainEvent;
  meta: Metadata;
}

/** What one registration leaves in the log: two facts in the event's stream, and its mail's two in a stream of their own. */
export function registration(
  { event: { eventId }, person: personId, n, studioId, at }: {
    event: Seen;
    person: string;
    /** Of the person. */
    n: number;
    studioId: string;
    /** ISO 8601 UTC. */
    at: string;
  },
): { own: Draft[]; mail: { stream: string; drafts: Draft[] } } {
  const registrationId = crypto.randomUUID();
  const commandId = crypto.randomUUID();
  const deliveryId = uuidv5("confirmations", `confirmation:${registrationId}`);
  const about = { studio: studioId, commandId, causationId: null, schemaVersion: 1, occurredAt: at };
  const asked = { ...about, actor: `registrant:${registrationId}`, correlationId: commandId, command: "Register" };
  const sent = { ...about, actor: "reactor:confirmations", correlationId: commandId, command: "AttemptDelivery" };
  const draft = (meta: Metadata, type: string, data: object): Draft => ({
    id: crypto.randomUUID(),
    event: { type, data } as DomainEvent,
    meta,
  });
  return {
    own: [
      draft(asked, "RegistrationRequested", {
        eventId,
        registrationId,
        personId,
        reference: registrationReference(registrationId),
        email: `person.${n}@example.org`,
        ...nameOf(n),
        phone: "+34 600 000 000",
        company: n % 3 === 0 ? "Calistenia S. L." : null,
        position: null,
        website: null,
        specialRequirements: null,
        language: "es",
        timeZone: "Europe/Madrid",
        source: n % 5 === 0 ? "newsletter" : "direct",
        consents: { terms: true, privacy: true, marketing: n % 2 === 0 },
        medium: null,
        campaign: null,
      }),
      draft(asked, "RegistrationConfirmed", { eventId, registrationId, personId, from: "request" }),
    ],
    mail: {
      stream: `delivery-${deliveryId}`,
      drafts: [
        draft(sent, "DeliveryAttempted", {
          deliveryId,
          reactor: "confirmations",
          key: `confirmation:${registrationId}`,
          channel: "mail",
          attempt: 1,
          repeatsUnknown: false,
          leaseUntil: at,
        }),
        draft({ ...sent, commandId: crypto.randomUUID(), command: "SucceedDelivery" }, "DeliverySucceeded", {
          deliveryId,
          attempt: 1,
          receipt: "250 OK",
        }),
      ],
    },
  };
}

/** The registrant of a confirmed registration cancels it. */
export function cancellation({ event, meta }: Draft, at: string): Draft {
  const { eventId, registrationId, personId } = event.data as Record<string, string>;
  const commandId = crypto.randomUUID();
  return {
    id: crypto.randomUUID(),
    event: {
      type: "RegistrationCancelled",
      data: { eventId, registrationId, personId, by: "registrant" },
    } as DomainEvent,
    meta: { ...meta, commandId, correlationId: commandId, command: "CancelRegistration", occurredAt: at },
  };
}

const firstNames = "Ana Luis María Carlos Lucía Jorge Elena Pablo Marta Sergio Irene Hugo Laura Diego Sara Mario".split(
  " ",
);
const lastNames =
  ("García Pérez López Sánchez Martín Gómez Ruiz Díaz Moreno Álvarez Romero Navarro Torres Gil Serrano Molina " +
    "Ortega Delgado Castro Ortiz Rubio Marín Sanz Iglesias Núñez Medina Garrido Cortés Castillo Santos Lozano").split(
      " ",
    );

/** As unlike each other as names are. */
function nameOf(n: number): { firstName: string; lastName: string } {
  const at = <T>(list: readonly T[], k: number) => list[k % list.length]!;
  return {
    firstName: at(firstNames, n),
    lastName: `${at(lastNames, Math.floor(n / 16))} ${at(lastNames, Math.floor(n / 496))} ${n}`,
  };
}
