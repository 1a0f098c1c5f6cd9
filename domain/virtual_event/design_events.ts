import { z } from "zod";
import { eventType, personal } from "../event_type.ts";
import { EventId, Instant, Language, PersonId } from "../ids.ts";
import {
  Audience,
  Form,
  Material,
  Page,
  Platform,
  Pricing,
  SpeakerProfile,
  SpeakerRole,
  Translation,
  WaitlistMode,
} from "./design.ts";

const eventId = EventId;
const profile = SpeakerProfile.shape;

export const AudienceChosen = eventType("AudienceChosen", { eventId, audience: Audience });
export const PlatformChosen = eventType("PlatformChosen", { eventId, platform: Platform });
export const MaterialsListed = eventType("MaterialsListed", { eventId, materials: z.array(Material).max(50) });
/** Also when a speaker's profile changes: the newest counts. */
export const SpeakerNamed = eventType("SpeakerNamed", {
  eventId,
  speakerId: z.uuid(),
  personId: PersonId,
  /** Never public; null where none was given. */
  email: personal("personId", z.string()),
  name: personal("personId", profile.name),
  title: personal("personId", profile.title),
  company: personal("personId", profile.company),
  links: personal("personId", profile.links),
  bio: personal("personId", profile.bio),
  photo: personal("personId", profile.photo),
  role: SpeakerRole,
});
export const SpeakerRemoved = eventType("SpeakerRemoved", { eventId, speakerId: z.uuid() });
export const RegistrationPageDesigned = eventType("RegistrationPageDesigned", { eventId, page: Page });
export const EventTranslated = eventType("EventTranslated", {
  eventId,
  language: Language,
  /** Null: there is no translation into this language any more. */
  texts: Translation.nullable(),
});
export const FormDesigned = eventType("FormDesigned", { eventId, form: Form });
export const PricingSet = eventType("PricingSet", { eventId, pricing: Pricing });
export const ApprovalSwitched = eventType("ApprovalSwitched", { eventId, on: z.boolean() });
export const WaitlistModeChosen = eventType("WaitlistModeChosen", { eventId, ...WaitlistMode.shape });
export const PublicationScheduled = eventType("PublicationScheduled", { eventId, publishAt: Instant });
export const PublicationUnscheduled = eventType("PublicationUnscheduled", { eventId });
export const EventUnpublished = eventType("EventUnpublished", { eventId });
export const EventDeleted = eventType("EventDeleted", { eventId });

export const designEvents = [
  AudienceChosen,
  PlatformChosen,
  MaterialsListed,
  SpeakerNamed,
  SpeakerRemoved,
  RegistrationPageDesigned,
  EventTranslated,
  FormDesigned,
  PricingSet,
  ApprovalSwitched,
  WaitlistModeChosen,
  PublicationScheduled,
  PublicationUnscheduled,
  EventUnpublished,
  EventDeleted,
] as const;
