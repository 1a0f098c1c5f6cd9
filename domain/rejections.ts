/**
 * Every reason for which something is refused, with the HTTP status it answers. A message in three languages for each
 * stands in `i18n/`. A code never changes its meaning: it is part of the API and stands in the log (`metadata.rule`).
 */
export const rejections = {
  // an event
  event_not_found: 404,
  event_already_created: 409,
  event_not_published: 409,
  event_cancelled: 409,
  event_over: 409,
  not_ready_to_publish: 409,
  payments_not_connected: 409,
  slug_taken: 409,
  date_in_past: 400,
  date_invalid: 400,
  date_unknown: 400,
  date_repeated: 400,
  date_already_held: 409,
  unknown_time_zone: 400,
  reminder_invalid: 400,
  registration_window_invalid: 400,
  follow_up_invalid: 400,
  message_not_found: 404,
  message_over: 409,
  template_changed: 409,
  campaign_not_found: 404,
  campaign_needs_consent: 400,
  campaign_variable_unknown: 400,
  template_invalid: 400,
  message_too_early: 409,
  capacity_below_taken: 409,
  event_already_published: 409,
  event_has_registrations: 409,
  event_not_a_draft: 409,
  publication_not_due: 409,
  speaker_not_found: 404,
  price_invalid: 400,
  form_invalid: 400,
  too_many_visits: 400,
  details_changed: 412,

  // a registration
  registration_not_found: 404,
  registration_not_open: 409,
  registration_closed: 409,
  already_registered: 409,
  event_full: 409,
  terms_required: 400,
  privacy_required: 400,
  company_required: 400,
  field_required: 400,
  answer_required: 400,
  answer_invalid: 400,
  not_invited: 403,
  registration_declined: 409,
  registration_not_pending: 409,
  registration_not_waiting: 409,
  registration_cancelled: 409,
  offer_not_open: 409,
  offer_expired: 410,
  transfer_not_found: 404,
  transfer_expired: 410,
  transfer_to_same_person: 409,
  attendance_too_early: 409,

  // a studio
  studio_not_found: 404,
  studio_already_open: 409,
  address_taken: 409,
  domain_taken: 409,
  member_not_found: 404,
  already_a_member: 409,
  already_invited: 409,
  invitation_not_found: 404,
  invitation_expired: 410,
  last_owner: 409,
  events_limit_reached: 409,
  registrations_limit_reached: 409,
  storage_limit_reached: 409,
  api_key_not_found: 404,

  // a claim, a person, the installation
  claim_taken: 409,
  person_not_found: 404,
  member_not_erased: 409,
  vault_mismatch: 503,
  installation_not_started: 503,

  // a lead
  lead_not_found: 404,
  lead_merged: 409,
  merge_with_itself: 400,
  too_many_tags: 409,
  task_not_found: 404,
  segment_not_found: 404,
  segment_name_taken: 409,
  too_many_segments: 409,
  tag_rule_not_found: 404,
  too_many_tag_rules: 409,

  // a delivery
  delivery_leased: 409,
  delivery_not_due: 409,
  delivery_settled: 409,
  delivery_abandoned: 409,
  delivery_not_attempted: 409,
  delivery_not_abandoned: 409,

  // analysing
  query_name_taken: 409,
  too_many_queries: 409,
  projection_not_found: 404,
  projection_not_stopped: 409,
  generation_not_ready: 409,
  generation_not_there: 404,

  // many at once
  bulk_not_found: 404,
  bulk_empty: 400,
  bulk_too_large: 409,

  // what platforms hear of
  tracking_not_found: 404,
  tracking_exists: 409,
  tracking_paused: 409,
  token_refused: 400,
  pixel_id_invalid: 400,
  tracked_event_unknown: 400,
  conversion_action_required: 400,
  conversion_in_future: 400,
  conversion_not_found: 404,
  backfill_empty: 409,

  // what the studio's own systems are told
  webhook_not_found: 404,
  webhook_call_not_found: 404,
  webhook_paused: 409,
  webhook_address_refused: 400,
  too_many_webhooks: 409,

  // asking at all
  unauthenticated: 401,
  forbidden: 403,
  request_in_flight: 409,
  idempotency_key_reused: 422,
  too_many_requests: 429,
} as const satisfies Record<string, number>;

/** A reason code. `new Rejected` takes no other. */
export type Reason = keyof typeof rejections;

/** Tells a reason code from any other string, e.g. one that stands in the log. */
export function isReason(code: string): code is Reason {
  return Object.hasOwn(rejections, code);
}
