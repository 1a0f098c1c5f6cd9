import type { EventName } from "./catalogue.ts";

/** Where a type of domain event stands and what it says, for people who read the log. */
export interface Meaning {
  /** Name of the stream; `any` for what can stand in every one. */
  stream: string;
  means: string;
}

/** One for each type of the catalogue: a new type without a meaning does not compile. */
export const meanings: Readonly<Record<EventName, Meaning>> = {
  EventCreated: { stream: "event-<id>", means: "A trainer made an event. It is a draft: nobody else sees it." },
  EventDetailsChanged: { stream: "event-<id>", means: "Something of what is told about the event is different." },
  EventRescheduled: { stream: "event-<id>", means: "The event has these dates from now on, in this zone." },
  AutomationsConfigured: {
    stream: "event-<id>",
    means: "What goes out by itself: the confirmation, and reminders so long before each date.",
  },
  CapacityRaised: { stream: "event-<id>", means: "There are more seats. A policy moves the waitlist up." },
  CapacityLowered: { stream: "event-<id>", means: "There are fewer seats; never fewer than are taken." },
  WaitlistSwitched: {
    stream: "event-<id>",
    means: "Whether people may wait when the event is full. Whoever waits already stays in the line.",
  },
  RegistrationWindowSet: {
    stream: "event-<id>",
    means: "From when until when people may register; open-ended where nothing is said.",
  },
  EventPublished: { stream: "event-<id>", means: "The event is public: its page is there, people may register." },
  EventCancelled: { stream: "event-<id>", means: "The event does not take place. Whoever has a place hears of it." },
  RegistrationRequested: {
    stream: "event-<id>",
    means: "Who asked for a place, and with what. What came of it follows in the same append.",
  },
  RegistrationConfirmed: {
    stream: "event-<id>",
    means: "This person has a seat, at once or coming from the waitlist.",
  },
  RegistrationWaitlisted: { stream: "event-<id>", means: "This person waits, at this place in the line." },
  RegistrationCancelled: {
    stream: "event-<id>",
    means: "This person gave up their place, or it was taken from them; the seat is free.",
  },
  StudioOpened: { stream: "studio-<id>", means: "A studio with its public address, language, zone and currency." },
  MemberInvited: { stream: "studio-<id>", means: "Somebody may join in this role until the invitation expires." },
  InvitationWithdrawn: { stream: "studio-<id>", means: "The invitation no longer holds." },
  MemberJoined: { stream: "studio-<id>", means: "Somebody is a member, in this role." },
  RoleChanged: { stream: "studio-<id>", means: "A member has another role." },
  MemberRemoved: { stream: "studio-<id>", means: "Somebody is a member no longer." },
  ApiKeyIssued: { stream: "studio-<id>", means: "Software may act with a member's rights, cut down to these scopes." },
  ApiKeyRevoked: { stream: "studio-<id>", means: "The key no longer holds." },
  Claimed: { stream: "claim-<uuidv5(scope, value)>", means: "A value that only one may have is this owner's." },
  Released: { stream: "claim-<uuidv5(scope, value)>", means: "The value is nobody's again." },
  LinkRequested: {
    stream: "person-<id>",
    means: "Somebody asked for the link to their registration again, or tried to register twice: it is mailed.",
  },
  PersonErased: {
    stream: "person-<id>",
    means: "A person is forgotten: their keys are destroyed, their places to come given up.",
  },
  DeliveryAttempted: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "A process is about to make this call to the outside; until the lease ends nobody else does.",
  },
  DeliverySucceeded: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "It went out; the receipt is the other side's.",
  },
  DeliveryFailed: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "It did not go out, and is tried again at this time.",
  },
  DeliveryAbandoned: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "It did not go out, and is not tried again by itself.",
  },
  DeliverySkipped: { stream: "delivery-<uuidv5(reactor, key)>", means: "It was due and is not made, for this reason." },
  DeliveryReplayed: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "Somebody asked for an abandoned delivery to be tried anew.",
  },
  TimerElapsed: { stream: "timer-<uuidv5(reactor, key, due)>", means: "A moment that a reactor waits for has come." },
  InstallationStarted: {
    stream: "installation",
    means: "The first fact of the log: which vault holds the keys to it.",
  },
  OperatorAppointed: { stream: "installation", means: "A user may see the whole installation, nothing personal." },
  ReactorStarted: {
    stream: "installation",
    means: "A reactor acts on what stands after this, and never on what stands before.",
  },
  StudioListed: { stream: "installation", means: "A studio was opened; its own stream says the rest." },
  Sealed: { stream: "seals-<studio>", means: "A signed statement about a run of facts, chained to the one before." },
  CommandDeclined: { stream: "any", means: "A reactor's command was refused, or had nothing to do." },
};
