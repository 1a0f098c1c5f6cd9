import type { TemplateText } from "../../domain/template/events.ts";
import type { MailKind } from "../../i18n/mails/texts.ts";
import { problemsOf } from "./templates.ts";
import { variablesOf } from "./variables.ts";

/** What is wrong with a message before it is saved: in which of its parts, and on which line. */
export interface TemplateProblem {
  part: keyof TemplateText;
  line: number;
  problem: "unknown_variable" | "missing_link" | "unclosed" | "mjml";
  /** The variable, the element, or what MJML says. */
  detail: string;
}

/** Unknown variables, MJML that is none, and a message without the link that it is for; empty: it can be saved. */
export async function checkTemplate(kind: MailKind, text: TemplateText): Promise<TemplateProblem[]> {
  const known = new Set(variablesOf(kind));
  const parts = ["subject", "preview", "mjml", "text"] as const;
  const unknown = parts.flatMap((part) =>
    variablesIn(text[part]).filter(({ name }) => !known.has(name))
      .map(({ name, line }): TemplateProblem => ({ part, line, problem: "unknown_variable", detail: name }))
  );
  const linkless = (["mjml", "text"] as const)
    .filter((part) => !variablesIn(text[part]).some(({ name }) => name === "url"))
    .map((part): TemplateProblem => ({ part, line: linesOf(text[part]), problem: "missing_link", detail: "url" }));
  const mjml = (await problemsOf(text.mjml))
    .map(({ line, message }): TemplateProblem => ({ part: "mjml", line, problem: "mjml", detail: message }));
  return [...unknown, ...linkless, ...unclosed(text.mjml), ...mjml];
}

/** MJML closes by itself what was left open, where its writer did not mean it: said here instead. */
function unclosed(source: string): TemplateProblem[] {
  const problem = (name: string, line: number): TemplateProblem => ({
    part: "mjml",
    line,
    problem: "unclosed",
    detail: name,
  });
  const open: { name: string; line: number }[] = [];
  const found: TemplateProblem[] = [];
  for (const tag of source.matchAll(/<(\/?)(mj[\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g)) {
    const [, closes, name, , closesItself] = tag;
    const line = source.slice(0, tag.index).split("\n").length;
    if (closesItself) continue;
    if (!closes) open.push({ name: name!, line });
    else if (open.at(-1)?.name === name) open.pop();
    else found.push(problem(name!, line));
  }
  return [...found, ...open.map(({ name, line }) => problem(name, line))];
}

function variablesIn(source: string): { name: string; line: number }[] {
  return source.split("\n").flatMap((text, i) =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name: name!, line: i + 1 }))
  );
}

function linesOf(source: string): number {
  return source.split("\n").length;
}
