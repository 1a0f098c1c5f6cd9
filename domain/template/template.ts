import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { Language, StudioId } from "../ids.ts";
import { uuidv5 } from "../uuid.ts";
import type { TemplateEvent, TemplateText } from "./events.ts";

/** A studio's own text of one message in one language: stream `template-<id>`. */
export interface Template {
  /** Number of the last version; 0: there was never one. */
  version: number;
  /** Null: as everybody writes it. */
  text: TemplateText | null;
}

interface Which {
  at: string;
  studioId: StudioId;
  message: string;
  language: Language;
}
export interface SaveTemplate extends Which {
  type: "SaveTemplate";
  text: TemplateText;
  /** What the editor has seen: another version since is not written over. */
  seen: number;
  from: number | null;
}
export interface WithdrawTemplate extends Which {
  type: "WithdrawTemplate";
}
export type TemplateCommand = SaveTemplate | WithdrawTemplate;

export const template: Decider<TemplateCommand, Template, TemplateEvent> = {
  initial: () => ({ version: 0, text: null }),
  decide(command, state) {
    const { studioId, message, language } = command;
    const which = {
      templateId: templateId(studioId, message, language),
      studioId,
      message,
      language,
      version: state.version + 1,
    };
    switch (command.type) {
      case "SaveTemplate": {
        const { text, seen, from } = command;
        if (same(text, state.text)) return [];
        if (seen !== state.version) throw new Rejected("template_changed");
        return [{ type: "TemplateSaved", data: { ...which, ...text, from } }];
      }
      case "WithdrawTemplate":
        return state.text === null ? [] : [{ type: "TemplateWithdrawn", data: which }];
      default:
        return unreachable(command);
    }
  },
  evolve(_, event) {
    switch (event.type) {
      case "TemplateSaved": {
        const { version, subject, preview, mjml, text } = event.data;
        return { version, text: { subject, preview, mjml, text } };
      }
      case "TemplateWithdrawn":
        return { version: event.data.version, text: null };
      default:
        return unreachable(event);
    }
  },
};

/** One for each studio, message and language. */
export function templateId(studioId: string, message: string, language: Language): string {
  return uuidv5(studioId, "template", message, language);
}

function same(a: TemplateText, b: TemplateText | null): boolean {
  return b !== null && a.subject === b.subject && a.preview === b.preview && a.mjml === b.mjml && a.text === b.text;
}
