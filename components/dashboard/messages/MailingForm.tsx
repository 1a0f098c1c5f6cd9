import type { Language } from "../../../domain/ids.ts";
import type { FormState } from "../../../web/form.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { Select, TextArea, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";

export interface MailingFormProps {
  form: FormState;
  events: readonly { id: string; title: string }[];
  segments: readonly { id: string; name: string }[];
  /** Null: not asked yet. */
  count: { people: number; agreed: number } | null;
  /** As plain text; null: not asked yet. */
  preview: string | null;
  requestId: string;
  locale: Language;
}

/** To whom, what and when; shown and counted before anything goes out. */
export function MailingForm({ form, events, segments, count, preview, requestId, locale }: MailingFormProps) {
  const t = translator(locale);
  const field = (name: string) => ({ name, value: form.values[name] ?? "", error: form.errors[name] });
  const who = ["confirmed", "attended", "missed", "waitlisted", "cancelled"] as const;
  const purposes = ["transactional", "marketing"] as const;
  const languages = ["en", "de", "es"] as const;
  return (
    <form method="post" class="form">
      <input type="hidden" name="requestId" value={requestId} />
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {segments.length > 0
        ? (
          <Select
            {...field("segment")}
            label={t("mailings.segment")}
            hint={t("mailings.segment.hint")}
            options={[
              { value: "", label: t("mailings.segment.none") },
              ...segments.map(({ id, name }) => ({ value: id, label: t("mailings.to.segment", { name }) })),
            ]}
          />
        )
        : null}
      <div class="field-pair by-places">
        <Select
          {...field("event")}
          label={t("mailings.event")}
          options={[
            { value: "", label: t("mailings.event.all") },
            ...events.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <Select
          {...field("who")}
          label={t("mailings.who")}
          options={who.map((value) => ({ value, label: t(`mailings.who.${value}`) }))}
        />
      </div>
      <div class="field-pair by-places">
        <TextField {...field("tag")} label={t("mailings.tag")} maxLength={50} optional={t("common.optional")} />
        <Select
          {...field("purpose")}
          label={t("mailings.purpose")}
          options={purposes.map((value) => ({ value, label: t(`mailings.purpose.${value}`) }))}
        />
      </div>
      <Select
        {...field("language")}
        label={t("mailings.language")}
        options={languages.map((value) => ({ value, label: t(`messages.language.${value}`) }))}
      />
      <TextField {...field("subject")} label={t("mailings.subject")} maxLength={200} required />
      <TextArea
        {...field("body")}
        label={t("mailings.body")}
        hint={[
          t("mailings.body.hint", { names: "{firstName}, {title}, {when}, {studio}" }),
          ...(segments.length > 0 ? [t("mailings.body.segment", { names: "{firstName}, {studio}" })] : []),
        ].join(" ")}
        rows={10}
        required
      />
      <TextField {...field("sendAt")} type="datetime-local" label={t("mailings.when")} />
      {count
        ? (
          <Notice tone="accent" alert>
            {`${t("mailings.people", { count: count.people })} ${t("mailings.agreed", { count: count.agreed })}`}
          </Notice>
        )
        : null}
      {preview === null ? null : (
        <section class="stack tight">
          <h2>{t("mailings.preview")}</h2>
          <pre class="raw" tabIndex={0}>{preview}</pre>
        </section>
      )}
      <div class="row tight">
        <Button name="do" value="check" kind={count ? undefined : "primary"}>{t("mailings.check")}</Button>
        {count && count.people > 0
          ? <Button name="do" value="send" kind="primary" icon="mail">{t("mailings.send")}</Button>
          : null}
      </div>
    </form>
  );
}
