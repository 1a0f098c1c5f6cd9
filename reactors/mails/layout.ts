import { type MailKind, mailTexts } from "../../i18n/mails/texts.ts";
import type { Language } from "../../domain/ids.ts";
import type { TemplateText } from "../../domain/template/events.ts";

/** How a message is written where a studio has not written it itself: MJML and plain text with `{variables}`. */
export function builtIn(kind: MailKind, language: Language): TemplateText {
  const words = mailTexts[language].kinds[kind];
  return { subject: words.subject, preview: words.preview, mjml: mjmlOf(kind, language), text: textOf(kind, language) };
}

function textOf(kind: MailKind, language: Language): string {
  const words = mailTexts[language].kinds[kind];
  return `${
    ["{studio}", words.heading, ...words.body, `${words.button}: {url}`, "{facts}", "{more}", "-- \n{footer}"].join(
      "\n\n",
    )
  }\n`;
}

/** One column of 600 px: the studio's logo or name, one message, one button, the facts, what else helps, who sent it. */
function mjmlOf(kind: MailKind, language: Language): string {
  const { kinds, linkFallback } = mailTexts[language];
  const words = kinds[kind];
  return `<mjml lang="${language}">
  <mj-head>
    <mj-title>{subject}</mj-title>
    <mj-preview>{preview}</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="24px" color="${light.text}" padding="0 32px 16px" />
      <mj-table font-size="16px" line-height="24px" color="${light.text}" padding="0 32px 16px" />
      <mj-section padding="0" background-color="${light.card}" />
    </mj-attributes>
    <mj-style>${styles}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="${light.page}" css-class="page">
    <mj-section padding="24px 0 12px" background-color="${light.page}" css-class="page">
      <mj-column><mj-text font-weight="600" css-class="text" padding="0 32px">{logo}</mj-text></mj-column>
    </mj-section>
    <mj-section padding="32px 0 0" css-class="card" border-radius="10px 10px 0 0">
      <mj-column>
        <mj-text font-size="25px" line-height="32px" font-weight="700" css-class="text">
          <h1 style="margin:0;font-size:25px;line-height:32px;font-weight:700">${escape(words.heading)}</h1>
        </mj-text>
        ${words.body.map((text) => `<mj-text css-class="text">${escape(text)}</mj-text>`).join("\n        ")}
        <mj-button href="{url}" align="left" background-color="{accent}" color="{onAccent}" border-radius="6px"
          font-size="16px" font-weight="600" inner-padding="14px 24px" padding="8px 32px 24px">${
    escape(words.button)
  }</mj-button>
        <mj-table css-class="facts">{facts}</mj-table>
      </mj-column>
    </mj-section>
    <mj-section padding="0 0 8px" css-class="card" border-radius="0 0 10px 10px">
      <mj-column><mj-text font-size="14px" line-height="22px" css-class="text">{more}</mj-text></mj-column>
    </mj-section>
    <mj-section padding="16px 0 32px" background-color="${light.page}" css-class="page">
      <mj-column>
        <mj-text font-size="12px" line-height="18px" color="${light.muted}" css-class="muted">{footer}</mj-text>
        <mj-text font-size="12px" line-height="18px" color="${light.muted}" css-class="muted">${
    escape(linkFallback)
  }</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

const light = { page: "#f4f4f6", card: "#ffffff", text: "#1c1d22", muted: "#5f6270" };
const dark = { page: "#131418", card: "#1d1f25", text: "#eceef3", muted: "#a4a8b6", link: "#aab0ff" };

const styles = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { color: {linkColour}; }
.facts td { vertical-align: top; padding: 8px 0; border-top: 1px solid #e3e4ea; }
.facts td.label { color: ${light.muted}; padding-right: 16px; white-space: nowrap; font-size: 14px; }
@media (prefers-color-scheme: dark) {
  body, body > div, .page, .page > table { background: ${dark.page} !important; background-color: ${dark.page} !important; }
  .card, .card > table { background: ${dark.card} !important; background-color: ${dark.card} !important; }
  .text div, .text h1, .facts table, .facts td { color: ${dark.text} !important; }
  .facts td { border-top-color: #33363f !important; }
  .facts td.label, .muted div { color: ${dark.muted} !important; }
  .text a, .muted a { color: ${dark.link} !important; }
}`;

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
