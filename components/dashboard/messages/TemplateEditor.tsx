import type { Language } from "../../../domain/ids.ts";
import type { TemplateText } from "../../../domain/template/events.ts";
import type { TemplateProblem } from "../../../web/pages/message_editor.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button, ButtonLink } from "../../Button.tsx";
import { Notice } from "../../Notice.tsx";
import { Select, TextArea, TextField } from "../../inputs.tsx";

export interface TemplateEditorProps {
  message: string;
  language: Language;
  text: TemplateText;
  version: number;
  own: boolean;
  variables: readonly string[];
  problems: readonly TemplateProblem[];
  /** People it can be shown for. */
  registrations: readonly { id: string; label: string }[];
  registration: string;
  requestId: string;
  locale: Language;
}

/** Writes one message: subject, what is shown before it is opened, MJML and plain text; beside it how it looks. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { message, language, text, version, own, variables, problems, registrations, registration, locale } = props;
  const t = translator(locale);
  const at = (part: keyof TemplateText) =>
    problems.filter((problem) => problem.part === part).map((problem) => sentence(problem, locale)).join(" ") ||
    undefined;
  const path = `/dashboard/messages/${message}/${language}`;
  return (
    <div class="message-editor">
      <form method="post" class="stack" id="template">
        <input type="hidden" name="seen" value={String(version)} />
        <input type="hidden" name="requestId" value={props.requestId} />
        {problems.length > 0
          ? (
            <Notice tone="negative" title={t("messages.problems", { count: problems.length })} alert>
              <ul>
                {problems.map((problem, i) => <li key={i}>{sentence(problem, locale)}</li>)}
              </ul>
            </Notice>
          )
          : null}
        <TextField
          name="subject"
          label={t("messages.subject")}
          value={text.subject}
          error={at("subject")}
          maxLength={200}
        />
        <TextField
          name="preview"
          label={t("messages.preview_text")}
          hint={t("messages.preview_text.hint")}
          value={text.preview}
          error={at("preview")}
          maxLength={200}
          optional={t("common.optional")}
        />
        <TextArea
          name="mjml"
          label={t("messages.mjml")}
          hint={t("messages.mjml.hint")}
          value={text.mjml}
          error={at("mjml")}
          rows={22}
          data-code
          spellcheck={false}
        />
        <TextArea
          name="text"
          label={t("messages.text")}
          hint={t("messages.text.hint")}
          value={text.text}
          error={at("text")}
          rows={12}
          data-code
        />
        <details class="card">
          <summary>{t("messages.variables")}</summary>
          <dl class="variables">
            {variables.map((name) => (
              <div key={name}>
                <dt>
                  <code>{`{${name}}`}</code>
                </dt>
                <dd>{(t as (key: string) => string)(`messages.variable.${name}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
        <div class="row tight">
          <Button kind="primary" name="do" value="save">{t("messages.save")}</Button>
          <Button name="do" value="test" icon="mail">{t("messages.test")}</Button>
          {own
            ? <Button kind="quiet" name="do" value="withdraw" formNoValidate>{t("messages.withdraw")}</Button>
            : null}
          {version > 0 ? <ButtonLink kind="quiet" href={`${path}/history`}>{t("messages.history")}</ButtonLink> : null}
        </div>
      </form>
      <section class="stack" aria-label={t("messages.preview")}>
        <div class="row tight wide">
          <h2>{t("messages.preview")}</h2>
          <div class="row tight">
            {(["desktop", "phone", "text"] as const).map((device) => (
              <Button
                key={device}
                size="small"
                form="template"
                formAction={`${path}/preview?as=${device}`}
                formTarget="preview"
                formNoValidate
              >
                {t(`messages.preview.${device}`)}
              </Button>
            ))}
          </div>
        </div>
        <Select
          name="registration"
          form="template"
          label={t("messages.preview.for")}
          value={registration}
          options={[
            { value: "", label: t("messages.preview.anybody") },
            ...registrations.map(({ id, label }) => ({
              value: id,
              label,
            })),
          ]}
        />
        <iframe
          name="preview"
          class="message-preview"
          title={t("messages.preview")}
          src={`${path}/preview?as=desktop`}
          sandbox="allow-popups"
        />
      </section>
    </div>
  );
}

/** What is wrong, in words, with its line. */
function sentence({ part, line, problem, detail }: TemplateProblem, locale: Language): string {
  const t = translator(locale);
  const where = t("messages.problem.at", { part: t(`messages.part.${part}`), line });
  return `${where}: ${problem === "mjml" ? detail : t(`messages.problem.${problem}`, { detail })}`;
}
