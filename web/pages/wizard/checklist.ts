import type { Check } from "../../../components/dashboard/PublishPanel.tsx";
import type { StepName } from "../../../components/dashboard/wizard/steps.ts";
import type { Editable } from "./step.ts";

/** What publishing asks for, and what makes a page better; each with the place where it is put right. */
export function checklistOf({ event, speakers }: Editable, now: string): Check[] {
  const { details, dates, page } = event;
  const { access, price } = details;
  return [
    { name: "title", needed: true, done: details.title.trim().length >= 3, step: "details" },
    { name: "description", needed: true, done: details.description.trim() !== "", step: "details" },
    { name: "dates", needed: true, done: dates.every(({ startsAt }) => startsAt > now), step: "details" },
    { name: "price", needed: true, done: access === "free" || (price?.amount ?? 0) > 0, step: "money" },
    { name: "payments", needed: true, done: access === "free", step: "money" },
    { name: "cover", needed: false, done: page.cover !== null, step: "page" },
    { name: "speakers", needed: false, done: speakers.length > 0, step: "details" },
    { name: "keyPoints", needed: false, done: page.keyPoints.length > 0, step: "page" },
  ];
}

/** Steps in which nothing that is needed is missing, and something has been made of. */
export function stepsDone(edited: Editable, now: string): StepName[] {
  const missing = new Set(checklistOf(edited, now).filter(({ done }) => !done).map(({ step }) => step));
  return (["details", "page", "automations", "money"] as const).filter((step) => !missing.has(step));
}
