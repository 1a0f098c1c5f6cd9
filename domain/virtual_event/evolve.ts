import { unreachable } from "../decider.ts";
import { designEvents } from "./design_events.ts";
import type { EventDetails, VirtualEventEvent } from "./events.ts";
import { messageEvents } from "./message_events.ts";
import { messagesAfter, onlyPaused } from "./messages.ts";
import { registrationEvents } from "./registration_events.ts";
import { move, renewed } from "./seats.ts";
import type { Existing } from "./state.ts";

type Named<N extends VirtualEventEvent["type"]> = Extract<VirtualEventEvent, { type: N }>;
type DesignEvent = Named<typeof designEvents[number]["type"]>;
type RegistrationEvent = Named<
  | typeof registrationEvents[number]["type"]
  | "RegistrationRequested"
  | "RegistrationConfirmed"
  | "RegistrationWaitlisted"
  | "RegistrationCancelled"
>;
type MessageEvent = Named<typeof messageEvents[number]["type"]>;
type PlanEvent = Exclude<VirtualEventEvent, { type: "EventCreated" } | DesignEvent | RegistrationEvent | MessageEvent>;

const designed: ReadonlySet<string> = new Set(designEvents.map(({ type }) => type));
const aboutRegistrations: ReadonlySet<string> = new Set([
  ...registrationEvents.map(({ type }) => type),
  "RegistrationRequested",
  "RegistrationConfirmed",
  "RegistrationWaitlisted",
  "RegistrationCancelled",
]);

const aboutMessages: ReadonlySet<string> = new Set(messageEvents.map(({ type }) => type));

/** Whether a fact changes what editors of the event see: then `version` grows. */
export function changesEvent(type: string): boolean {
  return !aboutRegistrations.has(type) && !aboutMessages.has(type);
}

/** The event after one more fact. */
export function evolveExisting(state: Existing, event: Exclude<VirtualEventEvent, { type: "EventCreated" }>): Existing {
  if (aboutRegistrations.has(event.type)) return evolveRegistration(state, event as RegistrationEvent);
  if (aboutMessages.has(event.type)) {
    return { ...state, messages: messagesAfter(state.messages, event as MessageEvent) };
  }
  const next = designed.has(event.type)
    ? evolveDesign(state, event as DesignEvent)
    : evolvePlan(state, event as PlanEvent);
  return { ...next, version: state.version + 1 };
}

function evolvePlan(state: Existing, event: PlanEvent): Existing {
  switch (event.type) {
    case "EventDetailsChanged":
      return { ...state, details: { ...state.details, ...event.data.changes } as EventDetails };
    case "EventRescheduled":
      // a moved date is another moment: what was said about the former one is over
      return { ...state, timeZone: event.data.timeZone, dates: event.data.dates, messages: onlyPaused(state.messages) };
    case "AutomationsConfigured": {
      const { eventId: _, ...automations } = event.data;
      return { ...state, automations };
    }
    case "CapacityRaised":
    case "CapacityLowered":
      return { ...state, capacity: event.data.capacity };
    case "WaitlistSwitched":
      return { ...state, waitlist: event.data.on };
    case "RegistrationWindowSet":
      return { ...state, opensAt: event.data.opensAt, closesAt: event.data.closesAt };
    case "EventPublished":
      return { ...state, lifecycle: "published", publishAt: null };
    case "EventCancelled":
      return { ...state, lifecycle: "cancelled", publishAt: null };
    default:
      return unreachable(event);
  }
}

function evolveDesign(state: Existing, event: DesignEvent): Existing {
  switch (event.type) {
    case "AudienceChosen":
      return { ...state, audience: event.data.audience };
    case "PlatformChosen":
      return { ...state, platform: event.data.platform };
    case "MaterialsListed":
      return { ...state, materials: event.data.materials };
    case "SpeakerNamed": {
      const { speakerId } = event.data;
      return state.speakers.includes(speakerId) ? state : { ...state, speakers: [...state.speakers, speakerId] };
    }
    case "SpeakerRemoved":
      return { ...state, speakers: state.speakers.filter((speakerId) => speakerId !== event.data.speakerId) };
    case "RegistrationPageDesigned":
      return { ...state, page: event.data.page };
    case "EventTranslated": {
      const { [event.data.language]: _, ...others } = state.translations;
      const { language, texts } = event.data;
      return { ...state, translations: texts === null ? others : { ...others, [language]: texts } };
    }
    case "FormDesigned": {
      const { form } = event.data;
      const companyRequired = form.standard.company === "required";
      return { ...state, form, details: { ...state.details, companyRequired } };
    }
    case "PricingSet": {
      const { access, price, earlyBird, companyBilling } = event.data.pricing;
      return { ...state, details: { ...state.details, access, price }, earlyBird, companyBilling };
    }
    case "ApprovalSwitched":
      return { ...state, approval: event.data.on };
    case "WaitlistModeChosen": {
      const { mode, offerHours } = event.data;
      return { ...state, waitlistMode: { mode, offerHours } };
    }
    case "PublicationScheduled":
      return { ...state, publishAt: event.data.publishAt };
    case "PublicationUnscheduled":
      return { ...state, publishAt: null };
    case "EventUnpublished":
      return { ...state, lifecycle: "draft" };
    case "EventDeleted":
      return { ...state, lifecycle: "deleted" };
    default:
      return unreachable(event);
  }
}

function evolveRegistration(state: Existing, event: RegistrationEvent): Existing {
  const { seats, transfers } = state;
  switch (event.type) {
    case "RegistrationRequested":
      return state; // what came of it follows in the same append
    case "RegistrationPending":
      return { ...state, seats: move(seats, event.data, "pending") };
    case "RegistrationConfirmed":
      return { ...state, seats: move(seats, event.data, "confirmed") };
    case "RegistrationWaitlisted":
      return {
        ...state,
        seats: move(seats, event.data, "waitlisted"),
        transfers: transfers.delete(event.data.registrationId),
      };
    case "WaitlistSeatOffered":
      return { ...state, seats: move(seats, event.data, "offered", event.data.expiresAt) };
    case "RegistrationDeclined":
      return { ...state, seats: move(seats, event.data, "declined") };
    case "RegistrationExpired":
      return { ...state, seats: move(seats, event.data, "expired") };
    case "RegistrationCancelled":
    case "RegistrationTransferred":
      return {
        ...state,
        seats: seats.registrations.has(event.data.registrationId) ? move(seats, event.data, "cancelled") : seats,
        transfers: transfers.delete(event.data.registrationId),
      };
    case "TransferOffered": {
      const { registrationId, toRegistrationId, toPersonId, expiresAt } = event.data;
      return { ...state, transfers: transfers.set(registrationId, { toRegistrationId, toPersonId, expiresAt }) };
    }
    case "TransferWithdrawn":
      return { ...state, transfers: transfers.delete(event.data.registrationId) };
    case "LinkRenewed":
      return { ...state, seats: renewed(seats, event.data.registrationId, event.data.generation) };
    case "RegistrationDetailsChanged":
    case "AttendanceMarked":
    case "RegistrationNoted":
    case "RegistrationTagged":
    case "RegistrationTracked":
    case "RegistrantDescribed":
      return state; // nothing is decided by it
    default:
      return unreachable(event);
  }
}
