import { coloursOf } from "./colours.ts";
import { escapeHtml } from "./compiled.ts";
import type { FactLine, MailContent, Rendered, Run, Section } from "./content.ts";
import { type CompiledTemplate, template } from "./templates.ts";

/** A mail as HTML with its plain-text twin, written as the studio wrote it, or as everybody does. Every value is escaped. */
export async function renderMail(content: MailContent, own?: CompiledTemplate): Promise<Rendered> {
  const { kind, language, studio, url, footer, brand, facts, sections, attachments } = content;
  const written = own ?? await template(kind, language);
  const values = { ...content.values, ...coloursOf(brand?.brand_colour), studio, url, footer };
  const subject = oneLine(written.subject.fill({ ...values, ...blank }));
  const said = { ...values, subject, preview: oneLine(written.preview.fill({ ...values, ...blank })) };
  const html = written.html.fill({
    ...said,
    logo: logoHtml(content),
    body: bodyHtml(content.body ?? []),
    facts: facts.map(factRow).join("") || "<tr><td></td></tr>",
    more: sections.map(sectionHtml).join(""),
  });
  const body = (content.body ?? []).join("\n\n");
  const text = written.text.fill({
    ...said,
    body,
    logo: studio,
    facts: factsText(facts),
    more: sectionsText(sections),
  });
  return { subject, html, text: text.replaceAll(/\n{3,}/g, "\n\n"), attachments };
}

/** What has no place in one line. */
const blank = { body: "", facts: "", more: "", logo: "", subject: "", preview: "" };

/** A title with line breaks would end the subject and begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The studio's picture, with its name for whoever does not load pictures; the name alone where it has none. */
function logoHtml({ brand, studio, url }: MailContent): string {
  if (!brand?.logo) return escapeHtml(studio);
  const source = `${originOf(url)}/media/${brand.logo}?width=320`;
  return `<img src="${escapeHtml(source)}" alt="${
    escapeHtml(studio)
  }" height="40" style="height:40px;max-width:240px;border:0">`;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}

function bodyHtml(paragraphs: readonly string[]): string {
  return paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll("\n", "<br>")}</p>`).join(
    "",
  );
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

function factsText(facts: readonly FactLine[]): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  return facts.flatMap(({ label, values }) =>
    values.map((value, n) => `${(n === 0 ? `${label}:` : "").padEnd(width)}${value}`)
  ).join("\n");
}

function sectionsText(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => [title, ...lines.map((runs) => runs.map(runText).join(""))].join("\n"))
    .join("\n\n");
}

function runText(run: Run): string {
  if (typeof run === "string") return run;
  return run.url.replace(/^mailto:/, "") === run.label ? run.label : `${run.label} (${run.url})`;
}
