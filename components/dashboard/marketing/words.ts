import type { Translate } from "../../../i18n/translate.ts";

const skips = [
  "no_consent",
  "consent_withdrawn",
  "no_identifier",
  "weak_identifiers",
  "value_missing",
  "too_old",
  "too_late",
  "paused",
  "not_mapped",
  "person_erased",
  "tracking_removed",
  "superseded",
] as const;
const notes = ["secret_not_checked", "test_event_counted"] as const;
const states = ["switched_off", "token_refused", "platform_silent"] as const;
const done = [
  "connected",
  "silent",
  "saved",
  "passed",
  "refused",
  "unanswered",
  "test_event",
  "removed",
  "resent",
  "backfill",
] as const;

/** Why something was not sent; a reason that nobody here knows is called by its code. */
export function skipText(t: Translate, reason: string): string {
  const known = skips.find((one) => one === reason);
  return known ? t(`marketing.skip.${known}`) : reason;
}

/** What a passed test did not find out; empty for nothing. */
export function noteText(t: Translate, note: string | null): string {
  const known = notes.find((one) => one === note);
  return known ? t(`marketing.note.${known}`) : "";
}

/** How a pixel stands. */
export function stateText(t: Translate, paused: string | null): string {
  const known = states.find((one) => one === paused);
  return t(`marketing.state.${known ?? "active"}`);
}

/** What was done a moment ago; empty for what nobody here says. */
export function doneText(t: Translate, what: string | null): string {
  const known = done.find((one) => one === what);
  return known ? t(`marketing.done.${known}`) : "";
}
