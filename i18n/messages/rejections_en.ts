import type { RejectionTexts } from "../rejections.ts";

export const rejectionsEn: RejectionTexts = {
  event_not_found: {
    happened: "This event does not exist, or it belongs to another studio.",
    todo: "Go back to your list of events and open it from there.",
  },
  event_already_created: { happened: "This event was already created.", todo: "Open it from your list of events." },
  event_not_published: {
    happened: "This event is not published yet, so nobody can register.",
    todo: "Publish it first.",
  },
  event_cancelled: {
    happened: "This event has been cancelled and can no longer be changed.",
    todo: "Create a new event instead.",
  },
  event_over: { happened: "This event is over.", todo: "Look for one that is still to come." },
  not_ready_to_publish: {
    happened: "Something is still missing before this event can be published.",
    todo: "Fill in what the checklist names.",
  },
  payments_not_connected: {
    happened: "A paid event needs a connected payment account, and there is none.",
    todo: "Connect one, or make the event free.",
  },
  slug_taken: { happened: "Another event of your studio already has this address.", todo: "Choose a different one." },
  date_in_past: { happened: "This date has already passed.", todo: "Choose one in the future." },
  date_invalid: {
    happened: "This date does not exist in the chosen time zone.",
    todo: "Check day and time; clocks may be put forward that night.",
  },
  date_unknown: {
    happened: "This date is not one of the event's dates.",
    todo: "Load the page again and choose one that is shown.",
  },
  date_repeated: { happened: "The same date stands there twice.", todo: "Remove one of them." },
  date_already_held: {
    happened: "This date has already taken place and cannot be moved.",
    todo: "Change only dates that are still to come.",
  },
  unknown_time_zone: {
    happened: "This time zone is not known.",
    todo: "Choose one from the list, such as Europe/Madrid.",
  },
  reminder_invalid: {
    happened: "One of the reminders has no usable distance to the start.",
    todo: "Use a time between five minutes and thirty days.",
  },
  registration_window_invalid: {
    happened: "Registration would close before it opens.",
    todo: "Put the closing after the opening.",
  },
  capacity_below_taken: {
    happened: "More people are already registered than this capacity allows.",
    todo: "Choose a number that is at least as high, or cancel registrations first.",
  },
  registration_not_found: {
    happened: "This registration does not exist, or its link has been replaced.",
    todo: "Use the link in the latest mail.",
  },
  registration_not_open: {
    happened: "Registration has not opened yet.",
    todo: "Come back when it opens; the page says when.",
  },
  registration_closed: {
    happened: "Registration has closed, so no places are given any more.",
    todo: "Look for another event.",
  },
  already_registered: {
    happened: "This address already has a place in this event.",
    todo: "Use the link in your confirmation mail to see or cancel it.",
  },
  event_full: { happened: "All places are taken and there is no waitlist.", todo: "Look for another date or event." },
  terms_required: {
    happened: "Without the terms of participation nobody can take part.",
    todo: "Tick the box to accept them.",
  },
  privacy_required: {
    happened: "We may keep your data only if you know what for.",
    todo: "Read the notice and tick the box.",
  },
  company_required: { happened: "This event asks for your company.", todo: "Fill it in with at least two characters." },
  studio_not_found: { happened: "This studio does not exist.", todo: "Check the address." },
  studio_already_open: { happened: "This studio has already been opened.", todo: "Sign in instead." },
  domain_taken: { happened: "Another studio of this installation has this domain.", todo: "Choose a different one." },
  address_taken: { happened: "Another studio already has this address.", todo: "Choose a different one." },
  member_not_found: {
    happened: "This person is not, or no longer, a member of the studio.",
    todo: "Load the page again.",
  },
  already_a_member: {
    happened: "This person is already a member of the studio.",
    todo: "You can change their role in the list.",
  },
  already_invited: {
    happened: "This person already has an open invitation.",
    todo: "Withdraw it first if you want to send another.",
  },
  invitation_not_found: { happened: "This invitation does not exist or was withdrawn.", todo: "Ask for a new one." },
  invitation_expired: { happened: "This invitation has expired.", todo: "Ask for a new one." },
  events_limit_reached: {
    happened: "The studio has as many events as it may have.",
    todo: "Cancel or delete one, or ask whoever runs this installation for more.",
  },
  registrations_limit_reached: {
    happened: "No more registrations can be taken here at the moment.",
    todo: "Ask the organiser: they have been told.",
  },
  storage_limit_reached: {
    happened: "There is no room for this file: the studio keeps as much as it may.",
    todo: "Choose a smaller file, or ask whoever runs this installation for more room. Everything else is kept.",
  },
  last_owner: { happened: "A studio needs at least one owner.", todo: "Make somebody else an owner first." },
  api_key_not_found: { happened: "This API key does not exist or was revoked.", todo: "Create a new one." },
  claim_taken: { happened: "Somebody else was faster and has this name now.", todo: "Choose a different one." },
  member_not_erased: {
    happened: "You work in this studio, so your name stands with what you did there.",
    todo: "Ask an owner to remove you from the team first.",
  },
  person_not_found: {
    happened: "This person is not known, or their data has been erased.",
    todo: "Go back to the list.",
  },
  vault_mismatch: {
    happened: "This log belongs to another vault, so personal data cannot be read.",
    todo: "The operator must start it with the matching data directory.",
  },
  installation_not_started: {
    happened: "This installation has not been set up yet.",
    todo: "Open the start page and create your studio.",
  },
  lead_not_found: { happened: "There is no such person in this studio.", todo: "Look them up in the list of people." },
  lead_merged: {
    happened: "This person was merged with another, who goes on for both.",
    todo: "Open the person who goes on.",
  },
  merge_with_itself: {
    happened: "A person cannot be merged with themselves.",
    todo: "Choose the other one of the two.",
  },
  too_many_tags: { happened: "A person can have {most} tags at most.", todo: "Remove a tag before adding another." },
  task_not_found: {
    happened: "There is no such task any more.",
    todo: "Reload the page to see the tasks that are left.",
  },
  segment_not_found: { happened: "There is no such segment any more.", todo: "Choose another segment." },
  segment_name_taken: { happened: "There is a segment called “{name}” already.", todo: "Choose another name." },
  too_many_segments: { happened: "A studio can have {most} segments at most.", todo: "Remove one that nobody needs." },
  tag_rule_not_found: {
    happened: "There is no such rule any more.",
    todo: "Reload the page to see the rules that are left.",
  },
  too_many_tag_rules: {
    happened: "A studio can have {most} rules that tag at most.",
    todo: "Remove one that nobody needs.",
  },
  delivery_leased: { happened: "This message is being sent right now.", todo: "Wait a moment and look again." },
  delivery_not_due: { happened: "This message is not due yet.", todo: "It goes out by itself at its time." },
  delivery_settled: { happened: "This message has already reached its end.", todo: "There is nothing left to do." },
  delivery_abandoned: {
    happened: "Sending this message was given up after several attempts.",
    todo: "Look at the last error, then send it again by hand.",
  },
  delivery_not_attempted: { happened: "This message has not been sent yet.", todo: "Wait for its first attempt." },
  delivery_not_abandoned: {
    happened: "This message has not been given up, so it cannot be sent again by hand.",
    todo: "Wait until it is done.",
  },
  query_name_taken: { happened: "Another saved query has this name.", todo: "Choose another name." },
  too_many_queries: { happened: "The studio keeps as many queries as it can.", todo: "Remove one that nobody needs." },
  projection_not_found: {
    happened: "There is no such projection, or its rows are not of this studio.",
    todo: "Choose one from the list.",
  },
  projection_not_stopped: {
    happened: "This projection has not stopped at an event.",
    todo: "Reload the page to see how it stands.",
  },
  generation_not_ready: {
    happened: "The new generation is not at the end of the log yet.",
    todo: "Wait until it is, then switch.",
  },
  generation_not_there: {
    happened: "There is no such generation any more.",
    todo: "Reload the page to see which there are.",
  },
  bulk_not_found: { happened: "There is no such bulk action here.", todo: "Look at the list of registrations." },
  bulk_empty: { happened: "Nobody was chosen.", todo: "Choose people in the list, or everybody who fits the filter." },
  bulk_too_large: { happened: "These are too many people at once.", todo: "Narrow the filter." },
  unauthenticated: { happened: "You are not signed in, or your session has ended.", todo: "Sign in and try again." },
  forbidden: { happened: "Your role does not allow this.", todo: "Ask the owner of the studio." },
  request_in_flight: {
    happened: "The same request is still being worked on.",
    todo: "Wait a moment, then repeat it with the same key.",
  },
  idempotency_key_reused: {
    happened: "This idempotency key was used for a different request.",
    todo: "Use a new key for new content.",
  },
  too_many_requests: { happened: "That was more than we answer in a minute.", todo: "Wait a little and try again." },
  message_not_found: {
    happened: "This message is not part of the event's sequence any more.",
    todo: "Load the page again.",
  },
  message_over: {
    happened: "The date of this message has begun; nothing goes out before it any more.",
    todo: "Look at the messages that are still to come.",
  },
  message_too_early: {
    happened: "A follow-up cannot go out before the event is over.",
    todo: "Wait until the last date has ended.",
  },
  template_changed: {
    happened: "Somebody else saved this message since you opened it.",
    todo: "Look at the newest version, then make your changes again.",
  },
  template_invalid: { happened: "Something in this message is wrong.", todo: "Mend the lines that are named." },
  campaign_not_found: { happened: "There is no such mailing in this studio.", todo: "Go back to your mailings." },
  campaign_needs_consent: {
    happened: "A segment may hold people who never took a place.",
    todo: "Write to it about news and offers, which go to those who agreed.",
  },
  campaign_variable_unknown: {
    happened: "Something stands in braces that nothing can be filled in for.",
    todo: "Take it out, or use one of the names that are offered.",
  },
  follow_up_invalid: {
    happened: "A follow-up goes out between five minutes and thirty days after a date, once for each group.",
    todo: "Change its time.",
  },
  event_already_published: { happened: "This event is public already.", todo: "Change it, or take it back first." },
  event_has_registrations: {
    happened: "People have registered for this event, so it stays public.",
    todo: "Cancel it instead; everybody is told.",
  },
  event_not_a_draft: { happened: "Only a draft can be deleted.", todo: "Cancel the event instead." },
  publication_not_due: {
    happened: "This event is not to be published at this moment.",
    todo: "Look at the moment that is planned.",
  },
  speaker_not_found: { happened: "This speaker is not named for the event.", todo: "Reload the page and try again." },
  price_invalid: {
    happened: "These prices do not fit together.",
    todo: "A paid event needs a price, and the early price must be lower and in the same currency.",
  },
  form_invalid: {
    happened: "This question cannot be asked as it is.",
    todo: "Give every choice at least two options, and every question a name of its own.",
  },
  too_many_visits: { happened: "That is more than one batch holds.", todo: "Send fewer at a time." },
  details_changed: {
    happened: "Somebody has changed this event since you read it.",
    todo: "Read it again and repeat your change.",
  },
  field_required: { happened: "Something that the organizer asks for is missing.", todo: "Fill it in." },
  answer_required: { happened: "A question that needs an answer has none.", todo: "Answer it." },
  answer_invalid: {
    happened: "This answer is none of those that the question allows.",
    todo: "Choose one that is offered.",
  },
  not_invited: {
    happened: "This event is for invited people only.",
    todo: "Use the code that you were given, or ask the organizer.",
  },
  registration_declined: {
    happened: "This registration was declined by the organizer.",
    todo: "Write to the organizer if you think that is a mistake.",
  },
  registration_not_pending: {
    happened: "This registration does not wait for approval.",
    todo: "Look at its present state.",
  },
  registration_not_waiting: {
    happened: "This is not possible in the registration's present state.",
    todo: "Look at its present state.",
  },
  registration_cancelled: { happened: "This registration has ended.", todo: "Register anew." },
  offer_not_open: { happened: "No place is on offer for this registration.", todo: "Wait until you hear from us." },
  offer_expired: {
    happened: "The time to accept this place is over, and it went to the next person.",
    todo: "Register again to join the waitlist.",
  },
  transfer_not_found: {
    happened: "This place is not offered to anybody.",
    todo: "Ask the person who wanted to hand it over.",
  },
  transfer_expired: { happened: "The time to take over this place is over.", todo: "Ask for a new invitation." },
  transfer_to_same_person: {
    happened: "A place is handed over to somebody else.",
    todo: "Enter another person's address.",
  },
  attendance_too_early: {
    happened: "Nobody can have come yet: the event has not begun.",
    todo: "Note it once the event is running.",
  },
  webhook_not_found: {
    happened: "This webhook does not exist, or it was removed.",
    todo: "Look at the list of your webhooks.",
  },
  webhook_call_not_found: {
    happened: "Nothing of this id is in this webhook's log.",
    todo: "Look at the webhook's log.",
  },
  webhook_paused: { happened: "This webhook is switched off or paused.", todo: "Switch it on first." },
  webhook_address_refused: {
    happened: "This address is not on the public internet.",
    todo: "Enter an address that begins with https:// and that anybody can reach.",
  },
  too_many_webhooks: {
    happened: "There are as many webhooks as a studio may have.",
    todo: "Remove one that nobody needs any more.",
  },
  tracking_not_found: {
    happened: "This pixel does not exist, or it was removed.",
    todo: "Look at the list of your pixels.",
  },
  tracking_exists: {
    happened: "This pixel of this platform is connected already.",
    todo: "Edit the one that is there, or remove it first.",
  },
  tracking_paused: { happened: "This pixel is switched off or paused.", todo: "Switch it on first." },
  token_refused: {
    happened: "The platform refuses this token.",
    todo: "Make a new one on the platform and copy it whole.",
  },
  pixel_id_invalid: {
    happened: "This cannot be the id of a pixel on this platform.",
    todo: "Copy it from the platform’s settings; it has no spaces.",
  },
  tracked_event_unknown: {
    happened: "One of these events does not exist.",
    todo: "Choose from PageView, ViewContent, Lead, CompleteRegistration, Schedule, InitiateCheckout and Purchase.",
  },
  conversion_action_required: {
    happened: "Google Ads needs a conversion action for each event.",
    todo: "Name at least one conversion action in the settings.",
  },
  conversion_in_future: { happened: "This has not happened yet.", todo: "Give a moment that has passed." },
  conversion_not_found: { happened: "This conversion does not exist.", todo: "Look at the log of the pixel." },
  backfill_empty: {
    happened: "There is nothing that could be sent afterwards.",
    todo: "Only what is recent enough and was allowed can be.",
  },
};
