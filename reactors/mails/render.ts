import { fill } from "../../i18n/area.ts";
import { mailTexts } from "../../i18n/mails/texts.ts";
import { escapeHtml } from "./compiled.ts";
import type { FactLine, MailContent, Rendered, Run, Section } from "./content.ts";
import { template } from "./layout.ts";

/** A mail as HTML (MJML, compiled once per kind and language) with its plain-text twin. Every value is escaped. */
export async function renderMail(content: MailContent): Promise<Rendered> {
  const { kind, language, values, studio, url, footer } = content;
  const words = mailTexts[language].kinds[kind];
  const say = (text: string) => fill(text, values, language);
  const subject = oneLine(say(words.subject));
  const html = (await template(kind, language)).fill({
    ...values,
    subject,
    preview: say(words.preview),
    studio,
    url,
    footer,
    facts: content.facts.map(factRow).join("") || "<tr><td></td></tr>",
    more: content.sections.map(sectionHtml).join(""),
  });
  return { subject, html, text: plainText(content), attachments: content.attachments };
}

/** A title with line breaks would end the subject and begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function factRow({ label, values }: FactLine): string {
  return `<tr><td class="label" style="vertical-align:top;padding:8px 16px 8px 0;border-top:1px solid #e3e4ea;color:#5f6270;font-size:14px">${
    escapeHtml(label)
  }</td><td style="vertical-align:top;padding:8px 0;border-top:1px solid #e3e4ea">${
    values.map(escapeHtml).join("<br>")
  }</td></tr>`;
}

function sectionHtml({ title, lines }: Section): string {
  const paragraphs = lines.map((runs) => `<p style="margin:0 0 4px">${runs.map(runHtml).join("")}</p>`);
  return `<h2 style="margin:16px 0 4px;font-size:14px;line-height:22px">${escapeHtml(title)}</h2>${
    paragraphs.join("")
  }`;
}

function runHtml(run: Run): string {
  if (typeof run === "string") return escapeHtml(run);
  return `<a href="${escapeHtml(run.url)}">${escapeHtml(run.label)}</a>`;
}

function plainText({ kind, language, values, studio, url, facts, sections, footer }: MailContent): string {
  const words = mailTexts[language].kinds[kind];
  const say = (text: string) => fill(text, values, language);
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  const table = facts.flatMap(({ label, values }) =>
    values.map((value, n) => `${(n === 0 ? `${label}:` : "").padEnd(width)}${value}`)
  );
  return [
    studio,
    say(words.heading),
    ...words.body.map(say),
    `${words.button}: ${url}`,
    ...(table.length > 0 ? [table.join("\n")] : []),
    ...sections.map(({ title, lines }) => [title, ...lines.map((runs) => runs.map(runText).join(""))].join("\n")),
    `-- \n${footer}`,
  ].join("\n\n") + "\n";
}

function runText(run: Run): string {
  if (typeof run === "string") return run;
  return run.url.replace(/^mailto:/, "") === run.label ? run.label : `${run.label} (${run.url})`;
}
