import { registrationReference } from "../../domain/registration_reference.ts";
import type { Language } from "../../domain/ids.ts";
import type { AnyFact } from "../../domain/catalogue.ts";
import type { FactAt } from "../runtime/facts.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import type { Recipient } from "./event_mail.ts";
import type { EventRow, SeatRow } from "./tables.ts";

/** Somebody who gets a mail, decrypted for this attempt. */
export interface Receiver {
  personId: string;
  email: string;
  name: string;
}

/** In which language somebody is written to, and the fact that says so; undefined: nothing is known there. */
export async function contactFact(
  { contact }: Pick<OutboxRow, "contact">,
  factAt: FactAt,
): Promise<AnyFact | undefined> {
  return contact ? await factAt(contact) : undefined;
}

/** Somebody with a registration, or invited to take one over; null: the person is erased. */
export async function recipientOf(
  row: Pick<OutboxRow, "key" | "contact">,
  fact: AnyFact | undefined,
  { event, seat, factAt }: { event: EventRow; seat: SeatRow | null; factAt: FactAt },
): Promise<Recipient | null> {
  if (fact?.type === "TransferOffered") {
    const { toPersonId: personId, toRegistrationId, email, firstName, lastName } = fact.data;
    if (email === null || firstName === null || lastName === null) return null;
    const reference = registrationReference(toRegistrationId);
    const language = fact.data.language as Language;
    return { personId, email, firstName, lastName, language, timeZone: event.time_zone, reference };
  }
  if (fact?.type !== "RegistrationRequested") throw new TypeError(`${row.key} has no registration to read from`);
  const { personId, email, firstName, lastName, language, timeZone, reference } = fact.data;
  if (email === null || firstName === null || lastName === null) return null;
  const named = seat?.renamed ? await factAt({ stream: row.contact!.stream, revision: seat.renamed }) : undefined;
  const anew = named?.type === "RegistrationDetailsChanged" ? named.data : null;
  return {
    personId,
    email,
    firstName: anew?.firstName || firstName,
    lastName: anew?.lastName || lastName,
    language: language as Language,
    timeZone,
    reference,
  };
}
