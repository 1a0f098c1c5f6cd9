// What routes, the API and the command line ask of the read models. Every function takes the Kysely of `openReadModels`.
export type { ReadModels } from "./all.ts";
export type { Paged, Paging } from "./runtime/paging.ts";
export {
  countEvents,
  dateAt,
  type EventCard,
  eventCard,
  type EventGroup,
  type EventsQuery,
  isDraft,
  type Lifecycle,
  lifecycleAt,
  listEvents,
} from "./event_lists.ts";
export { eventById, eventBySlug, type EventView, speakerContacts, type SpeakerView } from "./event_views.ts";
export type { Attendance, RegistrationStatus } from "./registrations.ts";
export {
  notesOf,
  type NoteView,
  openTransferOf,
  registrationById,
  registrationsOfPerson,
  type RegistrationView,
  tagsOfPerson,
  transferById,
  type TransferView,
} from "./registration_views.ts";
export { listRegistrations, type RegistrationsQuery, walkRegistrations } from "./registration_list.ts";
export { countRegistrations, registrationFacets, registrationsPerDay } from "./registration_desk.ts";
export { isShown } from "./picture_use.ts";
export { listSuppressions, type SuppressionView } from "./suppressions.ts";
export { numbersByLanguage, peopleWithNumber } from "./phone_numbers.ts";
export { recentRegistrations } from "./recent_registrations.ts";
export { type OpenBulk, openBulks } from "./bulk_actions.ts";
export { type Segment, segmentById, segmentsOf, tagRulesOf } from "./crm.ts";
export {
  countPeople,
  leadNotesOf,
  listPeople,
  listTasks,
  peopleIds,
  type PeopleQuery,
  personById,
  type PersonView,
  tagsInUse,
  type TaskView,
  walkPeople,
} from "./people_queries.ts";
export { type Demographics, demographicsOf } from "./demographics.ts";
export { findPeople, type FoundPerson } from "./find_people.ts";
export {
  deliveriesAboutPerson,
  deliveriesOfPerson,
  deliveriesOfRegistration,
  type DeliveriesQuery,
  deliveryById,
  deliveryCounts,
  type DeliveryState,
  type DeliveryView,
  listDeliveries,
  standingOf,
} from "./deliveries.ts";
export { type Density, logDensity, logTypes } from "./log_density.ts";
export { logChain, type LogEntry, logEntry, type LogFilter, logHead } from "./log_index.ts";
export { listLog, walkLog } from "./log_pages.ts";
export {
  listStudios,
  membershipsOf,
  membersOf,
  type MemberView,
  studioByAddress,
  studioById,
  type StudioView,
} from "./studios.ts";
export type { ConversionView, PixelView } from "./conversions.ts";
export { conversionById, conversionLog, conversionSeat, type ConversionsQuery, pixelsOf } from "./conversion_log.ts";
export { backfillCount, type ConversionFigures, conversionFigures } from "./conversion_figures.ts";
export { type ConsentLine, consentsOf, type PersonConsents } from "./consents.ts";
export { type VisitFigures, visitsOf } from "./visits.ts";
export { type EventMeasures, measuresOf } from "./event_measures.ts";
export { type EventAnalytics, eventAnalytics } from "./event_analytics.ts";
export {
  calendarSequence,
  choices,
  countFound,
  countSitemapEntries,
  feedEvents,
  findEvents,
  plannedEvents,
  type PublicCard,
  publicCardOf,
  type PublicFilter,
  type PublicQuery,
  relatedEvents,
  respelled,
  sitemapEntries,
  type SitemapEntry,
  type Timeframe,
  timeframes,
  vocabulary,
} from "./public_search.ts";
export { webhookCall, webhookLog, webhooksOf } from "./webhooks.ts";
export type { WebhookCallView, WebhookView } from "./webhooks.ts";
export { type Outcome, outcomeOf } from "./outcomes.ts";
