import { eventStream, studioStream } from "../../commands/streams.ts";
import type { Difference, HistoryEntry } from "../../components/dashboard/EventHistory.tsx";
import type { AnyFact, FactOf } from "../../domain/catalogue.ts";
import type { EventId, StudioId } from "../../domain/ids.ts";
import { type Page, plainPage } from "../../domain/virtual_event/design.ts";
import type { Fact } from "../../domain/fact.ts";
import { factsOfStream } from "../../projections/event_history.ts";
import { listLog, membersOf } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

/** What changes an event itself; what happens to its registrations stands elsewhere. */
export const planFacts = [
  "EventCreated",
  "EventDetailsChanged",
  "EventRescheduled",
  "AutomationsConfigured",
  "CapacityRaised",
  "CapacityLowered",
  "WaitlistSwitched",
  "RegistrationWindowSet",
  "EventPublished",
  "EventCancelled",
  "AudienceChosen",
  "PlatformChosen",
  "MaterialsListed",
  "SpeakerNamed",
  "SpeakerRemoved",
  "RegistrationPageDesigned",
  "EventTranslated",
  "FormDesigned",
  "PricingSet",
  "ApprovalSwitched",
  "WaitlistModeChosen",
  "PublicationScheduled",
  "PublicationUnscheduled",
  "EventUnpublished",
] as const;
export type PlanFact = typeof planFacts[number];

/** Most changes that are told. */
const MOST = 1_000;

/** Texts and page as they were after one change. */
export interface Version {
  title: string;
  description: string;
  page: Page;
}

interface Told {
  fact: FactOf<PlanFact>;
  version: Version;
  differences: Difference[];
}

type Sources = Pick<Application, "db" | "store" | "codec">;

/** Who changed what in an event, newest first. Names of speakers are shown to nobody here: they are people's own. */
export async function eventHistory(app: Sources, studioId: StudioId, eventId: EventId): Promise<HistoryEntry[]> {
  const [told, members] = await Promise.all([changesOf(app, eventId), membersOf(app.db, studioId)]);
  const names = new Map<string, string | null>([
    ...members.map(({ userId, name }) => [`user:${userId}`, name] as const),
    ...told.some(({ fact }) => fact.meta.actor.startsWith("key:")) ? await keyNames(app, studioId) : [],
  ]);
  return told.toReversed().map(({ fact, differences }) => ({
    revision: fact.revision,
    type: fact.type,
    at: fact.meta.occurredAt,
    by: makers[fact.meta.actor.split(":")[0]!] ?? "system",
    who: names.get(fact.meta.actor) ?? null,
    differences,
    restorable: fact.type === "EventDetailsChanged" || fact.type === "RegistrationPageDesigned" ||
      fact.type === "EventCreated",
  }));
}

const makers: Readonly<Record<string, HistoryEntry["by"]>> = { user: "member", key: "key" };

/** What keys of a studio are called, ended ones too, by how facts name them. */
async function keyNames({ db, store, codec }: Sources, studioId: StudioId): Promise<[string, string][]> {
  const issued = await listLog(db, { studioId, stream: studioStream(studioId), type: "ApiKeyIssued", limit: MOST });
  const recorded = await Promise.all(
    issued.map(({ stream, revision }) => Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))),
  );
  const facts = codec.decodeBlank(recorded.flat()) as (AnyFact | Fact)[] as FactOf<"ApiKeyIssued">[];
  return facts.map(({ data: { apiKeyId, name } }) => [`key:${apiKeyId}`, name]);
}

/** Texts and page after the change of that revision; null when there is none. */
export async function versionAt(app: Sources, eventId: EventId, revision: number): Promise<Version | null> {
  return (await changesOf(app, eventId)).find(({ fact }) => fact.revision === revision)?.version ?? null;
}

async function changesOf({ db, store, codec }: Sources, eventId: EventId): Promise<Told[]> {
  const stream = eventStream(eventId);
  const entries = await factsOfStream(db, { stream, types: planFacts, limit: MOST });
  const recorded = await Promise.all(
    entries.map(({ revision }) => Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))),
  );
  const facts = codec.decodeBlank(recorded.flat().toReversed()) as (AnyFact | Fact)[] as FactOf<PlanFact>[];
  const told: Told[] = [];
  let known: Record<string, unknown> = {};
  let version: Version = { title: "", description: "", page: plainPage };
  for (const fact of facts) {
    const said = saidBy(fact);
    const differences = fact.type === "EventCreated" ? [] : Object.entries(said).flatMap(([field, is]) => {
      const [before, after] = [text(known[field]), text(is)];
      return before === after ? [] : [{ field, before, after }];
    });
    known = { ...known, ...said };
    version = versionAfter(version, fact);
    told.push({ fact, version, differences });
  }
  return told;
}

/** What a change says, field by field, under names that stay the same whoever says it. */
function saidBy(fact: FactOf<PlanFact>): Record<string, unknown> {
  switch (fact.type) {
    case "EventCreated": {
      const { eventId: _, studioId: __, trainerId: ___, ...said } = fact.data;
      return said;
    }
    case "EventDetailsChanged":
      return fact.data.changes;
    case "RegistrationPageDesigned":
      return prefixed("page", fact.data.page);
    case "FormDesigned":
      return prefixed("form", fact.data.form);
    case "PricingSet":
      return fact.data.pricing;
    case "WaitlistSwitched":
      return { waitlist: fact.data.on };
    case "ApprovalSwitched":
      return { approval: fact.data.on };
    case "RegistrationWindowSet":
      return { registrationOpensAt: fact.data.opensAt, registrationClosesAt: fact.data.closesAt };
    case "EventTranslated":
      return prefixed(`translation.${fact.data.language}`, fact.data.texts ?? {});
    case "PlatformChosen": {
      const { kind } = fact.data.platform;
      return { platform: kind }; // where it is and its password are for those who come
    }
    case "AudienceChosen":
      return { audience: fact.data.audience.who };
    case "SpeakerNamed":
      return { [`speaker.${fact.data.speakerId.slice(0, 8)}`]: fact.data.role };
    case "SpeakerRemoved":
      return { [`speaker.${fact.data.speakerId.slice(0, 8)}`]: null };
    case "CapacityRaised":
    case "CapacityLowered":
      return { capacity: fact.data.capacity };
    default: {
      const { eventId: _, ...said } = fact.data;
      return said;
    }
  }
}

function versionAfter(version: Version, fact: FactOf<PlanFact>): Version {
  if (fact.type === "EventCreated") return { ...version, title: fact.data.title, description: fact.data.description };
  if (fact.type === "RegistrationPageDesigned") return { ...version, page: fact.data.page };
  if (fact.type !== "EventDetailsChanged") return version;
  const { title, description } = fact.data.changes;
  return {
    ...version,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

function prefixed(prefix: string, said: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [`${prefix}.${name}`, value]));
}

/** A value as a person reads it: dates by their wall clocks, lists line by line. */
function text(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "✓" : "–";
  if (typeof value === "string") return offset(value) ?? value;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(text).join("\n");
  if ("startsAtLocal" in value && "durationMinutes" in value) {
    return `${String(value.startsAtLocal).replace("T", " ")} · ${value.durationMinutes} min`;
  }
  return Object.entries(value).filter(([name]) => !/(^|[a-z])Id$|^id$/.test(name))
    .map(([name, inner]) => `${name}: ${text(inner)}`).join(" · ");
}

/** `PT24H` as a person reads it, `24 h`; null for what is no duration of one unit. */
function offset(written: string): string | null {
  const [, amount, unit] = /^PT?(\d+)([HMD])$/.exec(written) ?? [];
  return unit ? `${amount} ${{ H: "h", M: "min", D: "d" }[unit as "H" | "M" | "D"]}` : null;
}
