import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { Language, StudioId } from "../ids.ts";

/** A message of the studio's own making: MJML, its plain-text twin and what mail programs show before it is opened. */
export const TemplateText = z.object({
  subject: z.string().trim().min(1).max(200),
  preview: z.string().trim().max(200),
  mjml: z.string().min(1).max(100_000),
  text: z.string().min(1).max(20_000),
});
export type TemplateText = z.infer<typeof TemplateText>;

const which = {
  templateId: z.uuid(),
  studioId: StudioId,
  /** Which message, e.g. `confirmation`. */
  message: z.string().max(60),
  language: Language,
  /** From 1. */
  version: z.int().positive(),
};

/** The studio writes this message like this from now on. */
export const TemplateSaved = eventType("TemplateSaved", {
  ...which,
  ...TemplateText.shape,
  /** The earlier version that it repeats; null: it is new. */
  from: z.int().positive().nullable(),
});
/** It writes the message as everybody does, as long as it says nothing else. */
export const TemplateWithdrawn = eventType("TemplateWithdrawn", which);

export const templateEvents = [TemplateSaved, TemplateWithdrawn] as const;
export type TemplateEvent = EventOf<typeof templateEvents[number]>;
