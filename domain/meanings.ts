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
  MessagePaused: {
    stream: "event-<id>",
    means: "This message of the sequence waits, although its moment may come, until somebody says otherwise.",
  },
  MessageResumed: {
    stream: "event-<id>",
    means: "The message goes out again: at its moment, or now if that has passed.",
  },
  MessageSkipped: { stream: "event-<id>", means: "The message goes out to nobody." },
  MessageSentNow: { stream: "event-<id>", means: "The message goes out at once, to whoever it is for by now." },
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
  AudienceChosen: {
    stream: "event-<id>",
    means: "Who may register: everyone, whoever has the address, or chosen people.",
  },
  PlatformChosen: {
    stream: "event-<id>",
    means: "Where it takes place: in our room, or elsewhere at an address that only confirmed people see.",
  },
  MaterialsListed: { stream: "event-<id>", means: "All files and links that belong to the event, for whom and when." },
  SpeakerNamed: { stream: "event-<id>", means: "Somebody speaks, with this profile and role; the newest counts." },
  SpeakerRemoved: { stream: "event-<id>", means: "Somebody does not speak any more." },
  RegistrationPageDesigned: { stream: "event-<id>", means: "What the public page shows beside title and description." },
  EventTranslated: { stream: "event-<id>", means: "The texts in another language, or that there are none any more." },
  FormDesigned: { stream: "event-<id>", means: "What people are asked when they register." },
  PricingSet: { stream: "event-<id>", means: "What a place costs, and until when it costs less." },
  ApprovalSwitched: {
    stream: "event-<id>",
    means: "Whether somebody has to let people in. Whoever waits for it keeps waiting.",
  },
  WaitlistModeChosen: {
    stream: "event-<id>",
    means: "Whether the first of the line moves up by itself, or is offered the seat for so many hours.",
  },
  PublicationScheduled: {
    stream: "event-<id>",
    means: "The draft goes public by itself at this moment, if it is ready then.",
  },
  PublicationUnscheduled: { stream: "event-<id>", means: "The draft does not go public by itself." },
  EventUnpublished: { stream: "event-<id>", means: "The event is a draft again. Nobody was registered." },
  EventDeleted: { stream: "event-<id>", means: "The draft is gone; its address is free again." },
  RegistrationPending: {
    stream: "event-<id>",
    means: "Somebody asked for a place and waits to be let in; no seat is taken.",
  },
  RegistrationDeclined: { stream: "event-<id>", means: "Somebody was not let in, for this reason." },
  WaitlistSeatOffered: {
    stream: "event-<id>",
    means: "The first of the line may take a seat until then; it is held for them.",
  },
  RegistrationExpired: { stream: "event-<id>", means: "The offered seat was not taken in time; it goes to the next." },
  TransferOffered: {
    stream: "event-<id>",
    means: "Somebody was invited to take over this place; until they do, it stays as it is.",
  },
  TransferWithdrawn: { stream: "event-<id>", means: "The invitation to take over this place no longer holds." },
  RegistrationTransferred: { stream: "event-<id>", means: "The place is another person’s now; one seat throughout." },
  RegistrationDetailsChanged: { stream: "event-<id>", means: "What somebody told of themselves is different." },
  AttendanceMarked: { stream: "event-<id>", means: "Whether somebody came, as a member noted it." },
  RegistrationNoted: { stream: "event-<id>", means: "A member’s note about a registration." },
  RegistrationTagged: { stream: "event-<id>", means: "The tags of a registration, all of them." },
  LinkRenewed: {
    stream: "event-<id>",
    means: "The personal link of a registration is another one; the former opens nothing.",
  },
  StudioOpened: { stream: "studio-<id>", means: "A studio with its public address, language, zone and currency." },
  MemberInvited: { stream: "studio-<id>", means: "Somebody may join in this role until the invitation expires." },
  InvitationWithdrawn: { stream: "studio-<id>", means: "The invitation no longer holds." },
  MemberJoined: { stream: "studio-<id>", means: "Somebody is a member, in this role." },
  RoleChanged: { stream: "studio-<id>", means: "A member has another role." },
  MemberRemoved: { stream: "studio-<id>", means: "Somebody is a member no longer." },
  ApiKeyIssued: { stream: "studio-<id>", means: "Software may act with a member's rights, cut down to these scopes." },
  ApiKeyRevoked: { stream: "studio-<id>", means: "The key no longer holds." },
  StudioSettingsChanged: {
    stream: "studio-<id>",
    means: "Something about the studio is different: name, address, looks, defaults.",
  },
  StudioDomainChecked: { stream: "studio-<id>", means: "Whether a studio's own domain leads here." },
  SwitchesSet: { stream: "studio-<id>", means: "What an associate may do beside their own events." },
  PagesVisited: {
    stream: "visits-<eventId>-<day>-<process>",
    means: "Who looked at the page, many at a time; a visitor is a hash that is another one tomorrow.",
  },
  Claimed: { stream: "claim-<uuidv5(scope, value)>", means: "A value that only one may have is this owner's." },
  Released: { stream: "claim-<uuidv5(scope, value)>", means: "The value is nobody's again." },
  LinkRequested: {
    stream: "person-<id>",
    means: "Somebody asked for the link to their registration again, or tried to register twice: it is mailed.",
  },
  MessageRequested: {
    stream: "person-<id>",
    means: "A member wants somebody with a place to be reminded now, or told again how to join: it is mailed.",
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
  InstallationRestored: {
    stream: "installation",
    means: "The log was brought back from a backup: what may have been sent meanwhile is not sent by itself.",
  },
  BackupSucceeded: { stream: "operations", means: "A backup was made and is where it belongs." },
  BackupFailed: { stream: "operations", means: "A backup could not be made." },
  AlertRaised: { stream: "operations", means: "Something wants an operator's attention; one alert an episode." },
  AlertEnded: { stream: "operations", means: "What an alert was about is over." },
  FileKept: { stream: "files-<studio>", means: "A picture or a document was uploaded and takes so many bytes." },
  StudioLimitsSet: {
    stream: "studio-<id>",
    means: "An operator set how much a studio may use; null: as much as it likes.",
  },
  DeliveryPostponed: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "It was due and waits, for the reason given, until its next turn.",
  },
  Sealed: { stream: "seals-<studio>", means: "A signed statement about a run of facts, chained to the one before." },
  PersonalDataShown: {
    stream: "access-<uuid>",
    means: "Somebody asked to see personal data that is masked until it is asked for, and saw it.",
  },
  PersonalDataExported: { stream: "access-<uuid>", means: "Personal data left the product as a file." },
  PoisonEventSkipped: {
    stream: "fold-<name>",
    means: "Somebody decided that a read model or reactor goes on without an event that it cannot take.",
  },
  QuerySaved: { stream: "analysis-<studio>", means: "Under this id stands this query from now on." },
  QueryRemoved: { stream: "analysis-<studio>", means: "A saved query is gone." },
  AnalystAccessRotated: {
    stream: "analysis-<studio>",
    means: "The studio's database role has a new password; the one before is worth nothing.",
  },
  AnalystAccessWithdrawn: {
    stream: "analysis-<studio>",
    means: "Nobody outside of the console comes in with the studio's database role any more.",
  },
  BulkStarted: { stream: "bulk-<id>", means: "One thing is to be done with so many registrations." },
  BulkListed: { stream: "bulk-<id>", means: "With which registrations, one part of them." },
  BulkProgressed: { stream: "bulk-<id>", means: "So many of them are through; these were refused, and why." },
  ConsentChosen: {
    stream: "consent-<id>",
    means:
      "A browser’s choice in the banner, all of it, with the version of the words and what shows that it was made.",
  },
  ConsentWithdrawn: { stream: "consent-<id>", means: "A browser or a person takes back what they had allowed." },
  RegistrationTracked: {
    stream: "event-<id>",
    means: "What the browser that registered somebody had allowed at that moment, and its click ids.",
  },
  RegistrantDescribed: {
    stream: "event-<id>",
    means:
      "What somebody who registers chose of industry, company size, country and experience: counted, and nobody’s own.",
  },
  VisitTracked: {
    stream: "visit-<id>",
    means: "One look at a page by somebody who allowed it to be told; its id is in the page, too.",
  },
  ConversionReported: {
    stream: "conversion-<id>",
    means: "Something of value happened elsewhere: a purchase, a checkout, a booked call.",
  },
  TrackingConfigured: { stream: "tracking-<id>", means: "A pixel is connected; its token is in the vault." },
  ConnectionTested: { stream: "tracking-<id>", means: "Whether the platform took the token, when it was asked." },
  TrackingPaused: { stream: "tracking-<id>", means: "Nothing is sent to this pixel, for this reason." },
  TrackingResumed: { stream: "tracking-<id>", means: "Conversions are sent to this pixel again." },
  TokenRotated: { stream: "tracking-<id>", means: "There is another token in the vault." },
  TrackedEventsChanged: { stream: "tracking-<id>", means: "What is sent to this pixel, and under which names." },
  TrackingSettingsChanged: { stream: "tracking-<id>", means: "What the platform is told beside pixel and token." },
  BackfillRequested: {
    stream: "tracking-<id>",
    means: "What happened since then is sent, too, as far as consent and age allow.",
  },
  TestEventRequested: { stream: "tracking-<id>", means: "Somebody asked for a test event." },
  TrackingRemoved: { stream: "tracking-<id>", means: "The token is destroyed; the pixel can be connected anew." },
  TemplateSaved: { stream: "template-<id>", means: "The studio writes this message like this from now on." },
  TemplateWithdrawn: { stream: "template-<id>", means: "The studio writes this message as everybody does again." },
  LeadCaptured: { stream: "lead-<personId>", means: "Somebody the studio did not know before, and what brought them." },
  LeadReturned: { stream: "lead-<personId>", means: "Somebody the studio knew registered again." },
  LeadDetailsChanged: { stream: "lead-<personId>", means: "What is known of somebody is different." },
  LeadTagged: { stream: "lead-<personId>", means: "Tags of somebody, given or taken by hand or by a rule." },
  LeadNoted: { stream: "lead-<personId>", means: "A member’s note about somebody." },
  LeadAssigned: { stream: "lead-<personId>", means: "The member who looks after somebody." },
  TaskAssigned: {
    stream: "lead-<personId>",
    means: "What a member is to do about somebody, and by when; the newest counts.",
  },
  TaskCompleted: { stream: "lead-<personId>", means: "A task about somebody is done." },
  TaskReopened: { stream: "lead-<personId>", means: "A task about somebody is to be done after all." },
  TaskRemoved: { stream: "lead-<personId>", means: "A task about somebody was a mistake." },
  LeadMerged: { stream: "lead-<personId>", means: "The same human being as another lead, which goes on for both." },
  LeadAbsorbed: { stream: "lead-<personId>", means: "The other side of a merge, with the tags that came over." },
  SegmentSaved: { stream: "crm-<studioId>", means: "A saved filter over the studio’s people; the newest counts." },
  SegmentRemoved: { stream: "crm-<studioId>", means: "A saved filter is gone." },
  TagRuleSaved: { stream: "crm-<studioId>", means: "When people get a tag by themselves; the newest counts." },
  TagRuleRemoved: { stream: "crm-<studioId>", means: "A rule that tags is gone." },
  CampaignPlanned: {
    stream: "campaign-<id>",
    means: "A mailing to many is to go out at this moment, to whoever fits then, each person once.",
  },
  CampaignPaused: { stream: "campaign-<id>", means: "What of the mailing is not in the outbox yet waits." },
  CampaignResumed: { stream: "campaign-<id>", means: "The mailing goes on." },
  CampaignStopped: { stream: "campaign-<id>", means: "What of the mailing has not gone out does not." },
  AddressSuppressed: { stream: "suppression-<personId>", means: "This person is not written to, for this reason." },
  AddressReleased: { stream: "suppression-<personId>", means: "This person is written to again." },
  TextsStopped: { stream: "suppression-<personId>", means: "This person gets no text messages: they said STOP." },
  TextsResumed: { stream: "suppression-<personId>", means: "This person gets text messages again: they said START." },
  DeliveryConfirmed: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "The outside said afterwards that it has arrived: the text message is on the phone.",
  },
  DeliveryOpened: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "The mail was opened, or a mail program looked at its pictures: noted once, where the studio asked for it.",
  },
  DeliveryReported: {
    stream: "delivery-<uuidv5(reactor, key)>",
    means: "The outside said afterwards what became of it: returned for good, for now, or called unwanted.",
  },
  WebhookAdded: { stream: "webhook-<id>", means: "A system of the studio's is told of these things from now on." },
  WebhookChanged: { stream: "webhook-<id>", means: "Where a webhook goes, or what it is told, is different." },
  WebhookPaused: { stream: "webhook-<id>", means: "A webhook is told nothing: switched off, or its receiver is gone." },
  WebhookResumed: { stream: "webhook-<id>", means: "The webhook is told again." },
  WebhookSecretRotated: {
    stream: "webhook-<id>",
    means: "The webhook is signed with a new secret; for a day with the former one, too.",
  },
  WebhookTestRequested: { stream: "webhook-<id>", means: "Somebody tries the webhook out." },
  WebhookRemoved: { stream: "webhook-<id>", means: "The webhook is told nothing any more, for good." },
  CommandDeclined: { stream: "any", means: "A reactor's command was refused, or had nothing to do." },
};
