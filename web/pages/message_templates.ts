import { HttpError } from "fresh";
import { templateStream, type WhichTemplate } from "../../commands/templates.ts";
import type { Language } from "../../domain/ids.ts";
import type { TemplateEvent, TemplateText } from "../../domain/template/events.ts";
import { template } from "../../domain/template/template.ts";
import type { MailKind } from "../../i18n/mails/texts.ts";
import { languages } from "../../i18n/locale.ts";
import type { Application } from "../application.ts";
import { type Line, lineDifference } from "../line_difference.ts";

/** One version of a studio's message: when, by whom, and what is different from the one before. */
export interface TemplateVersion {
  version: number;
  at: string;
  /** Id of the member; null: somebody else. */
  by: string | null;
  /** Null: written as everybody does. */
  text: TemplateText | null;
  from: number | null;
  lines: Line[];
}

/** The message and language of an address. @throws {HttpError} 404 for what cannot be written */
export function whichTemplate(
  app: Pick<Application, "messages">,
  params: Readonly<Record<string, string | undefined>>,
): WhichTemplate & { message: MailKind } {
  const message = app.messages.kinds.find((kind) => kind === params.message);
  const language = languages.find((one) => one === params.language);
  if (!message || !language) throw new HttpError(404);
  return { message, language };
}

/** How a studio writes a message: its own text or everybody's, and the number of the last version. */
export async function templateOf(
  app: Pick<Application, "messages" | "commands">,
  studioId: string,
  which: WhichTemplate & { message: MailKind },
): Promise<{ version: number; own: boolean; text: TemplateText }> {
  const { version, text } = await app.commands.handle.stateOf(template, templateStream(studioId, which));
  return { version, own: text !== null, text: text ?? app.messages.builtIn(which.message, which.language) };
}

/** Which messages of a studio are its own, by `message language`. */
export async function ownTemplates(
  app: Pick<Application, "messages" | "commands">,
  studioId: string,
): Promise<Set<string>> {
  const all = app.messages.kinds.flatMap((message) => languages.map((language) => ({ message, language })));
  const states = await Promise.all(
    all.map((which) => app.commands.handle.stateOf(template, templateStream(studioId, which))),
  );
  return new Set(
    all.filter((_, i) => states[i]!.text !== null).map(({ message, language }) => `${message} ${language}`),
  );
}

/** Every version, newest first, each with its difference from the one before it. */
export async function templateVersions(
  { store, codec, messages }: Pick<Application, "store" | "codec" | "messages">,
  studioId: string,
  which: WhichTemplate & { message: MailKind },
): Promise<TemplateVersion[]> {
  const events = await Array.fromAsync(store.read(templateStream(studioId, which)));
  const facts = await codec.decodePage(events);
  const usual = messages.builtIn(which.message, which.language);
  let before = usual;
  const versions = facts.map((fact): TemplateVersion => {
    const event = { type: fact.type, data: fact.data } as TemplateEvent;
    const { text, from } = event.type === "TemplateSaved"
      ? { text: textOf(event.data), from: event.data.from }
      : { text: null, from: null };
    const lines = lineDifference(whole(before), whole(text ?? usual));
    before = text ?? usual;
    const [kind, id] = fact.meta.actor.split(":");
    return { version: event.data.version, at: fact.recordedAt, by: kind === "user" ? id! : null, text, from, lines };
  });
  return versions.reverse();
}

function textOf({ subject, preview, mjml, text }: TemplateText): TemplateText {
  return { subject, preview, mjml, text };
}

function whole({ subject, preview, mjml, text }: TemplateText): string {
  return [subject, preview, mjml, text].join("\n\n");
}

/** Where a message in a language is edited. */
export const templatePath = (message: string, language: Language): string =>
  `/dashboard/messages/${message}/${language}`;
