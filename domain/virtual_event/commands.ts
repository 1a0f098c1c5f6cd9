import type { BrowserIdentifiers, ConsentSnapshot } from "../consent/snapshot.ts";
import type { DateId, EventId, Language, PersonId, RegistrationId, StudioId, UserId } from "../ids.ts";
import type {
  Answers,
  Audience,
  FollowUp,
  Form,
  Material,
  Page,
  Platform,
  Pricing,
  Sequence,
  SpeakerProfile,
  SpeakerRole,
  Translation,
  WaitlistMode,
} from "./design.ts";
import type { EventDetails } from "./events.ts";

/** One date as it is chosen: a wall clock in the event's zone, or (from the API) an instant. */
export type DateChoice =
  & { dateId: DateId; durationMinutes: number }
  & ({ startsAtLocal: string } | { startsAt: string });

/** What goes out by itself. `reminders` are ISO 8601 durations before each date's start. */
export interface Automations {
  confirmation: boolean;
  reminders: readonly string[];
  followUps?: readonly FollowUp[];
  /** Left out: as it is, at first the usual one. */
  sequence?: Sequence;
}

/** What a new event sends unless its trainer says otherwise. */
export const defaultAutomations: Automations = { confirmation: true, reminders: ["PT24H", "PT1H"] };

export interface CreateEvent {
  type: "CreateEvent";
  at: string;
  eventId: EventId;
  studioId: StudioId;
  trainerId: UserId;
  details: EventDetails;
  timeZone: string;
  dates: readonly DateChoice[];
  /** Null: no limit. */
  capacity: number | null;
  waitlist: boolean;
  registrationOpensAt: string | null;
  /** Null: until the last date is over. */
  registrationClosesAt: string | null;
  automations: Automations;
}
export interface ChangeDetails {
  type: "ChangeDetails";
  at: string;
  changes: Partial<EventDetails>;
}
export interface Reschedule {
  type: "Reschedule";
  at: string;
  timeZone: string;
  dates: readonly DateChoice[];
}
export interface ConfigureAutomations {
  type: "ConfigureAutomations";
  at: string;
  automations: Automations;
}
export interface ChangeCapacity {
  type: "ChangeCapacity";
  at: string;
  capacity: number | null;
}
export interface SwitchWaitlist {
  type: "SwitchWaitlist";
  at: string;
  on: boolean;
}
export interface SetRegistrationWindow {
  type: "SetRegistrationWindow";
  at: string;
  opensAt: string | null;
  closesAt: string | null;
}
export interface PublishEvent {
  type: "PublishEvent";
  at: string;
}
export interface ChooseAudience {
  type: "ChooseAudience";
  at: string;
  audience: Audience;
}
export interface ChoosePlatform {
  type: "ChoosePlatform";
  at: string;
  platform: Platform;
}
export interface ListMaterials {
  type: "ListMaterials";
  at: string;
  materials: readonly Material[];
}
/** Names a speaker, or changes what is told of one. */
export interface NameSpeaker {
  type: "NameSpeaker";
  at: string;
  speakerId: string;
  personId: PersonId;
  email: string | null;
  profile: SpeakerProfile;
  role: SpeakerRole;
}
export interface RemoveSpeaker {
  type: "RemoveSpeaker";
  at: string;
  speakerId: string;
}
export interface DesignPage {
  type: "DesignPage";
  at: string;
  page: Page;
}
export interface TranslateEvent {
  type: "TranslateEvent";
  at: string;
  language: Language;
  texts: Translation | null;
}
export interface DesignForm {
  type: "DesignForm";
  at: string;
  form: Form;
}
export interface SetPricing {
  type: "SetPricing";
  at: string;
  pricing: Pricing;
}
export interface SwitchApproval {
  type: "SwitchApproval";
  at: string;
  on: boolean;
}
export interface ChooseWaitlistMode extends WaitlistMode {
  type: "ChooseWaitlistMode";
  at: string;
}
/** Publishes by itself at that moment, unless something is missing then. */
export interface SchedulePublication {
  type: "SchedulePublication";
  at: string;
  publishAt: string;
}
export interface UnschedulePublication {
  type: "UnschedulePublication";
  at: string;
}
/** A policy's: the moment has come, if it is still the one that was chosen. */
export interface PublishScheduled {
  type: "PublishScheduled";
  at: string;
  publishAt: string;
}
/** A policy's: the rules of some zone may have become others. */
export interface KeepWallClock {
  type: "KeepWallClock";
  at: string;
}
export interface UnpublishEvent {
  type: "UnpublishEvent";
  at: string;
}
export interface DeleteEvent {
  type: "DeleteEvent";
  at: string;
}
/** Several changes that one person asked for at once: decided in order, all or none. */
export interface ChangeEvent {
  type: "ChangeEvent";
  at: string;
  changes: readonly EventChange[];
  /** What whoever asks has seen: refused when something has changed since. Left out: whatever it is now. */
  version?: number;
}
export interface CancelEvent {
  type: "CancelEvent";
  at: string;
  reason: string;
}

/** What a registrant tells of themselves: personal, encrypted in the log. */
export interface Registrant {
  email: string;
  firstName: string;
  lastName: string;
  phone?: string;
  company?: string;
  position?: string;
  website?: string;
  specialRequirements?: string;
}
export interface Register {
  type: "Register";
  at: string;
  registrationId: RegistrationId;
  personId: PersonId;
  registrant: Registrant;
  language: Language;
  /** The registrant's zone; null: unknown, the event's is taken. */
  timeZone: string | null;
  source: string;
  medium?: string | null;
  campaign?: string | null;
  consents: { terms: boolean; privacy: boolean; marketing: boolean };
  answers?: Answers;
  /** What opens an event for chosen people: the code's SHA-256, and the person's tags in the studio. */
  codeHash?: string;
  tags?: readonly string[];
  /** A member adds somebody: no window, no approval, no questions; the seats are counted all the same. */
  byHand?: boolean;
  /** What the browser has allowed at this moment; absent where none was asked. */
  tracking?: { consent: ConsentSnapshot; identifiers: BrowserIdentifiers | null };
}
export interface CancelRegistration {
  type: "CancelRegistration";
  at: string;
  registrationId: RegistrationId;
  by: "registrant" | "trainer";
}
/** A member lets somebody in who waits for approval; when it is full they join the line. */
export interface ApproveRegistration {
  type: "ApproveRegistration";
  at: string;
  registrationId: RegistrationId;
}
export interface DeclineRegistration {
  type: "DeclineRegistration";
  at: string;
  registrationId: RegistrationId;
  /** What the person reads; may be empty. */
  reason: string;
}
/** A member gives somebody who waits, or has an offer, a free seat out of turn. */
export interface ConfirmRegistration {
  type: "ConfirmRegistration";
  at: string;
  registrationId: RegistrationId;
}
/** A member puts somebody at the end of the line. */
export interface MoveToWaitlist {
  type: "MoveToWaitlist";
  at: string;
  registrationId: RegistrationId;
}
export interface AcceptOffer {
  type: "AcceptOffer";
  at: string;
  registrationId: RegistrationId;
}
export interface DeclineOffer {
  type: "DeclineOffer";
  at: string;
  registrationId: RegistrationId;
}
/** A policy's: the time to accept is over. */
export interface ExpireOffer {
  type: "ExpireOffer";
  at: string;
  registrationId: RegistrationId;
  expiresAt: string;
}
export interface OfferTransfer {
  type: "OfferTransfer";
  at: string;
  registrationId: RegistrationId;
  toRegistrationId: RegistrationId;
  toPersonId: PersonId;
  to: { email: string; firstName: string; lastName: string };
  language: Language;
}
export interface WithdrawTransfer {
  type: "WithdrawTransfer";
  at: string;
  registrationId: RegistrationId;
}
/** The one who was invited takes the place over. */
export interface AcceptTransfer {
  type: "AcceptTransfer";
  at: string;
  toRegistrationId: RegistrationId;
  registrant: Registrant;
  language: Language;
  timeZone: string | null;
  consents: { terms: boolean; privacy: boolean; marketing: boolean };
  answers?: Answers;
}
/** Name, contact and answers; the address of a place never changes, it is handed over instead. */
export interface ChangeRegistrationDetails {
  type: "ChangeRegistrationDetails";
  at: string;
  registrationId: RegistrationId;
  changes: Partial<Omit<Registrant, "email">>;
  answers?: Answers;
}
export interface MarkAttendance {
  type: "MarkAttendance";
  at: string;
  registrationId: RegistrationId;
  /** Null: the event as a whole. */
  dateId: DateId | null;
  attendance: "unknown" | "attended" | "no_show";
}
export interface NoteRegistration {
  type: "NoteRegistration";
  at: string;
  registrationId: RegistrationId;
  noteId: string;
  text: string;
}
export interface TagRegistration {
  type: "TagRegistration";
  at: string;
  registrationId: RegistrationId;
  tags: readonly string[];
}
export interface RenewLink {
  type: "RenewLink";
  at: string;
  registrationId: RegistrationId;
}
/** A policy's: moves at most `limit` people, and never more than {@link MAX_PROMOTED}, from the line onto free seats. */
export interface PromoteFromWaitlist {
  type: "PromoteFromWaitlist";
  at: string;
  limit: number;
}
/** Gives up the person's place where the event is still to come. */
export interface ErasePersonFromEvent {
  type: "ErasePersonFromEvent";
  at: string;
  personId: PersonId;
}

/** Most people one append moves up: it stays far below the largest append. */
export const MAX_PROMOTED = 200;

/** What is said about one message of the sequence, by its id. */
export interface MessageCommand {
  type: "PauseMessage" | "ResumeMessage" | "SkipMessage" | "SendMessageNow";
  at: string;
  message: string;
}

/** What can be asked for together in {@link ChangeEvent}. */
export type EventChange =
  | ChangeDetails
  | Reschedule
  | ConfigureAutomations
  | ChangeCapacity
  | SwitchWaitlist
  | SetRegistrationWindow
  | ChooseAudience
  | ChoosePlatform
  | ListMaterials
  | NameSpeaker
  | RemoveSpeaker
  | DesignPage
  | TranslateEvent
  | DesignForm
  | SetPricing
  | SwitchApproval
  | ChooseWaitlistMode
  | SchedulePublication
  | UnschedulePublication
  | PublishEvent;

/** What happens to one registration after it was asked for. */
export type RegistrationCommand =
  | ApproveRegistration
  | DeclineRegistration
  | ConfirmRegistration
  | MoveToWaitlist
  | AcceptOffer
  | DeclineOffer
  | ExpireOffer
  | OfferTransfer
  | WithdrawTransfer
  | AcceptTransfer
  | ChangeRegistrationDetails
  | MarkAttendance
  | NoteRegistration
  | TagRegistration
  | RenewLink
  | MessageCommand;

export type VirtualEventCommand =
  | CreateEvent
  | EventChange
  | ChangeEvent
  | CancelEvent
  | PublishScheduled
  | KeepWallClock
  | UnpublishEvent
  | DeleteEvent
  | RegistrationCommand
  | Register
  | CancelRegistration
  | PromoteFromWaitlist
  | ErasePersonFromEvent;
