import type { Language } from "../../domain/ids.ts";
import type { TemplateText } from "../../domain/template/events.ts";
import { type MailKind, mailTexts } from "../../i18n/mails/texts.ts";
import { Compiled } from "./compiled.ts";
import { builtIn } from "./layout.ts";
import { htmlSlots } from "./variables.ts";

/** A message that is filled with values, all of it. */
export interface CompiledTemplate {
  subject: Compiled;
  preview: Compiled;
  html: Compiled;
  text: Compiled;
}

/** A studio's own version of a message. */
export interface OwnTemplate {
  templateId: string;
  version: number;
}

/** What MJML found, by line of the source. */
export interface MjmlProblem {
  line: number;
  message: string;
}

/** Compiled templates that are kept, the longest unused dropped first. */
const MOST = 500;
const cache = new Map<string, Promise<CompiledTemplate>>();

/** The product's own message of a kind in a language, compiled once per process. */
export function template(kind: MailKind, language: Language): Promise<CompiledTemplate> {
  return kept(`${kind} ${language}`, () => compile(builtIn(kind, language)));
}

/** A studio's own version, compiled once per process; its text is asked for only then. */
export function ownTemplate(
  { templateId, version }: OwnTemplate,
  read: () => Promise<TemplateText>,
): Promise<CompiledTemplate> {
  return kept(`${templateId} ${version}`, async () => await compile(await read()));
}

function kept(key: string, make: () => Promise<CompiledTemplate>): Promise<CompiledTemplate> {
  const known = cache.get(key);
  const made = known ?? make();
  cache.delete(key);
  cache.set(key, made);
  if (known) return known;
  made.catch(() => cache.delete(key));
  if (cache.size > MOST) cache.delete(cache.keys().next().value!);
  return made;
}

/** Compiles what goes out first and at once, so that nobody's confirmation waits for it. */
export async function warmTemplates(): Promise<void> {
  for (const kind of ["confirmation", "waitlisted"] as const) {
    for (const language of Object.keys(mailTexts) as Language[]) await template(kind, language);
  }
}

/** MJML knows only real colours: these stand for the studio's while it is compiled. */
const standIns = { accent: "#4b4fd5", onAccent: "#fefefd", linkColour: "#4b4fd7" } as const;

interface Mjml {
  (source: string, options: object): Promise<{ html: string; errors: { line: number; message: string }[] }>;
}

/** @throws what MJML says of a source that is wrong; {@link problemsOf} says it by line */
export async function compile({ subject, preview, mjml, text }: TemplateText): Promise<CompiledTemplate> {
  const { html } = await run(mjml, "strict");
  return {
    subject: new Compiled(subject, "all"),
    preview: new Compiled(preview, "all"),
    html: new Compiled(html, htmlSlots),
    text: new Compiled(text, "all"),
  };
}

/** What is wrong with a source, by line. */
export async function problemsOf(source: string): Promise<MjmlProblem[]> {
  try {
    const { errors } = await run(source, "soft");
    return errors.map(({ line, message }) => ({ line, message }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ line: Number(/line (\d+)/i.exec(message)?.[1] ?? 1), message: message.split("\n")[0]! }];
  }
}

async function run(source: string, validationLevel: "strict" | "soft") {
  // imported at the first mail: it takes half a second, which a start without mails need not wait for
  const { default: mjml } = await import("mjml") as unknown as { default: Mjml };
  const options = { validationLevel, fonts: {}, keepComments: false, ignoreIncludes: true };
  const { html, errors } = await mjml(exchange(source, ([name, colour]) => [`{${name}}`, colour]), options);
  return { html: exchange(html, ([name, colour]) => [colour, `{${name}}`]), errors };
}

function exchange(text: string, of: (entry: [string, string]) => [string, string]): string {
  return Object.entries(standIns).map(of).reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}
