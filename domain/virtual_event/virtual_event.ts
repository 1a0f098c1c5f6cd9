import { type Decider, Rejected, unreachable } from "../decider.ts";
import { Lookup } from "../lookup.ts";
import type { ChangeEvent, EventChange, RegistrationCommand, VirtualEventCommand } from "./commands.ts";
import { evolveExisting } from "./evolve.ts";
import type { VirtualEventEvent } from "./events.ts";
import {
  changeCapacity,
  changeDetails,
  configureAutomations,
  createEvent,
  keepWallClock,
  reschedule,
  setRegistrationWindow,
  switchWaitlist,
} from "./plan.ts";
import {
  chooseAudience,
  choosePlatform,
  chooseWaitlistMode,
  designForm,
  designPage,
  listMaterials,
  nameSpeaker,
  removeSpeaker,
  setPricing,
  switchApproval,
  translateEvent,
} from "./plan_design.ts";
import { plainPage } from "./design.ts";
import { decideMessage } from "./messages.ts";
import {
  cancelEvent,
  deleteEvent,
  publishEvent,
  publishScheduled,
  schedulePublication,
  unpublishEvent,
  unschedulePublication,
} from "./publication.ts";
import { cancelRegistration, erasePersonFromEvent, promoteFromWaitlist, register } from "./registrations.ts";
import { noSeats } from "./seats.ts";
import { snapshot } from "./snapshot.ts";
import * as standing from "./standing.ts";
import { type Existing, existing, type VirtualEvent } from "./state.ts";
import { acceptTransfer, offerTransfer, withdrawTransfer } from "./transfer.ts";

/** An event and every seat in it: stream `event-<id>`. */
export const virtualEvent: Decider<VirtualEventCommand, VirtualEvent, VirtualEventEvent> = {
  initial: () => ({ lifecycle: "none" }),
  decide,
  evolve,
  snapshot,
};

function decide(command: VirtualEventCommand, state: VirtualEvent): VirtualEventEvent[] {
  switch (command.type) {
    case "CreateEvent":
      return createEvent(command, state);
    case "ChangeEvent":
      return inOrder(command, state);
    case "CancelEvent":
      return cancelEvent(command, state);
    case "PublishScheduled":
      return publishScheduled(command, state);
    case "KeepWallClock":
      return keepWallClock(command, state);
    case "UnpublishEvent":
      return unpublishEvent(command, state);
    case "DeleteEvent":
      return deleteEvent(command, state);
    case "Register":
      return register(command, state);
    case "CancelRegistration":
      return cancelRegistration(command, state);
    case "PromoteFromWaitlist":
      return promoteFromWaitlist(command, state);
    case "ErasePersonFromEvent":
      return erasePersonFromEvent(command, state);
    default:
      return isChange(command) ? decideChange(command, state) : decideRegistration(command, state);
  }
}

function decideRegistration(command: RegistrationCommand, state: VirtualEvent): VirtualEventEvent[] {
  switch (command.type) {
    case "ApproveRegistration":
      return standing.approve(command, state);
    case "DeclineRegistration":
      return standing.decline(command, state);
    case "ConfirmRegistration":
      return standing.confirm(command, state);
    case "MoveToWaitlist":
      return standing.moveToWaitlist(command, state);
    case "AcceptOffer":
      return standing.acceptOffer(command, state);
    case "DeclineOffer":
      return standing.declineOffer(command, state);
    case "ExpireOffer":
      return standing.expireOffer(command, state);
    case "ChangeRegistrationDetails":
      return standing.changeDetails(command, state);
    case "MarkAttendance":
      return standing.markAttendance(command, state);
    case "NoteRegistration":
      return standing.note(command, state);
    case "TagRegistration":
      return standing.tag(command, state);
    case "RenewLink":
      return standing.renewLink(command, state);
    case "OfferTransfer":
      return offerTransfer(command, state);
    case "WithdrawTransfer":
      return withdrawTransfer(command, state);
    case "AcceptTransfer":
      return acceptTransfer(command, state);
    case "PauseMessage":
    case "ResumeMessage":
    case "SkipMessage":
    case "SendMessageNow":
      return decideMessage(command, state);
    default:
      return unreachable(command);
  }
}

const changes: Readonly<Record<EventChange["type"], true>> = {
  ChangeDetails: true,
  Reschedule: true,
  ConfigureAutomations: true,
  ChangeCapacity: true,
  SwitchWaitlist: true,
  SetRegistrationWindow: true,
  ChooseAudience: true,
  ChoosePlatform: true,
  ListMaterials: true,
  NameSpeaker: true,
  RemoveSpeaker: true,
  DesignPage: true,
  TranslateEvent: true,
  DesignForm: true,
  SetPricing: true,
  SwitchApproval: true,
  ChooseWaitlistMode: true,
  SchedulePublication: true,
  UnschedulePublication: true,
  PublishEvent: true,
};

function isChange(command: EventChange | RegistrationCommand): command is EventChange {
  return Object.hasOwn(changes, command.type);
}

function decideChange(change: EventChange, state: VirtualEvent): VirtualEventEvent[] {
  switch (change.type) {
    case "ChangeDetails":
      return changeDetails(change, state);
    case "Reschedule":
      return reschedule(change, state);
    case "ConfigureAutomations":
      return configureAutomations(change, state);
    case "ChangeCapacity":
      return changeCapacity(change, state);
    case "SwitchWaitlist":
      return switchWaitlist(change, state);
    case "SetRegistrationWindow":
      return setRegistrationWindow(change, state);
    case "ChooseAudience":
      return chooseAudience(change, state);
    case "ChoosePlatform":
      return choosePlatform(change, state);
    case "ListMaterials":
      return listMaterials(change, state);
    case "NameSpeaker":
      return nameSpeaker(change, state);
    case "RemoveSpeaker":
      return removeSpeaker(change, state);
    case "DesignPage":
      return designPage(change, state);
    case "TranslateEvent":
      return translateEvent(change, state);
    case "DesignForm":
      return designForm(change, state);
    case "SetPricing":
      return setPricing(change, state);
    case "SwitchApproval":
      return switchApproval(change, state);
    case "ChooseWaitlistMode":
      return chooseWaitlistMode(change, state);
    case "SchedulePublication":
      return schedulePublication(change, state);
    case "UnschedulePublication":
      return unschedulePublication(change, state);
    case "PublishEvent":
      return publishEvent(change, state);
    default:
      return unreachable(change);
  }
}

/** Each change is judged by what those before it led to. */
function inOrder({ at, changes, version }: ChangeEvent, start: VirtualEvent): VirtualEventEvent[] {
  let state: VirtualEvent = existing(start);
  if (version !== undefined && version !== existing(start).version) throw new Rejected("details_changed");
  const events: VirtualEventEvent[] = [];
  for (const change of changes) {
    const decided = decideChange({ ...change, at }, state);
    state = decided.reduce(evolve, state);
    events.push(...decided);
  }
  return events;
}

function evolve(state: VirtualEvent, event: VirtualEventEvent): VirtualEvent {
  return event.type === "EventCreated" ? created(event.data) : evolveExisting(existing(state), event);
}

function created(data: Extract<VirtualEventEvent, { type: "EventCreated" }>["data"]): Existing {
  const { eventId, studioId, trainerId, timeZone, dates, capacity, waitlist, ...rest } = data;
  const { registrationOpensAt: opensAt, registrationClosesAt: closesAt, ...details } = rest;
  return {
    lifecycle: "draft",
    eventId,
    studioId,
    trainerId,
    details,
    timeZone,
    dates,
    capacity,
    waitlist,
    opensAt,
    closesAt,
    automations: { confirmation: false, reminders: [] },
    messages: {},
    audience: { who: "everyone" },
    platform: { kind: "room" },
    materials: [],
    speakers: [],
    page: plainPage,
    translations: {},
    form: null,
    earlyBird: null,
    companyBilling: false,
    approval: false,
    waitlistMode: null,
    publishAt: null,
    version: 1,
    seats: noSeats(),
    transfers: Lookup.from(),
  };
}
