import { eventStream } from "../../commands/streams.ts";
import type { FactOf } from "../../domain/catalogue.ts";
import type { SpeakerProfile, SpeakerRole } from "../../domain/virtual_event/design.ts";
import type { Existing } from "../../domain/virtual_event/state.ts";
import { factsOfStream } from "../../projections/event_history.ts";
import type { Application } from "../application.ts";

/** A speaker as those who work on the event see one. */
export interface NamedSpeaker {
  speakerId: string;
  email: string | null;
  profile: SpeakerProfile;
  role: SpeakerRole;
}

/** The speakers of an event in their order, as last named; without those who were erased. */
export async function speakersOf(
  { db, store, codec }: Pick<Application, "db" | "store" | "codec">,
  { eventId, speakers }: Pick<Existing, "eventId" | "speakers">,
): Promise<NamedSpeaker[]> {
  if (speakers.length === 0) return [];
  const stream = eventStream(eventId);
  const entries = await factsOfStream(db, { stream, types: ["SpeakerNamed"], limit: 500 });
  const recorded = await Promise.all(
    entries.map(async ({ revision }) => await Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))),
  );
  const facts = await codec.decodePage(recorded.flat()) as FactOf<"SpeakerNamed">[];
  const named = new Map(facts.toReversed().map(({ data }) => [data.speakerId, data]));
  return speakers.flatMap((speakerId) => {
    const data = named.get(speakerId);
    if (!data || data.name === null) return [];
    const { email, role, name, title, company, links, bio, photo } = data;
    return [{ speakerId, email, role, profile: { name, title, company, links: links ?? [], bio, photo } }];
  });
}
