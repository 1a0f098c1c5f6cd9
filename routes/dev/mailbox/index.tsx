import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "../../../components/Badge.tsx";
import { Card } from "../../../components/Card.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { day, time } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import { listMails, type MailView } from "../../../web/pages/mailbox.ts";
import { define } from "../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state }) {
    return page({ mails: await listMails(state.app.vault, 50) });
  },
});

export default define.page<typeof handler>(function MailboxPage({ data: { mails }, state }) {
  const t = translator(state.locale);
  return (
    <main class="stack loose" style="max-inline-size: 960px; margin: 0 auto; padding: 24px 16px">
      <Head>
        <title>{t("mailbox.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <div>
        <h1>{t("mailbox.title")}</h1>
        <p class="muted">{t("mailbox.lead")}</p>
      </div>
      {mails.length === 0 ? <EmptyState text={t("mailbox.none")} /> : null}
      {mails.map((mail) => <Mail key={mail.messageId} mail={mail} locale={state.locale} />)}
    </main>
  );
});

function Mail({ mail, locale }: { mail: MailView; locale: Parameters<typeof translator>[0] }) {
  const t = translator(locale);
  return (
    <Card>
      <h2>{mail.subject}</h2>
      <p class="muted small">
        {`${t("mailbox.to")}: ${mail.to} · `}
        <time dateTime={mail.sentAt}>
          {`${day(mail.sentAt, "UTC", locale)}, ${time(mail.sentAt, "UTC", locale)} UTC`}
        </time>{" "}
        {mail.repeats > 0 ? <Badge tone="warning">{t("mailbox.repeated", { count: mail.repeats })}</Badge> : null}
      </p>
      <details>
        <summary>{t("mailbox.html")}</summary>
        <iframe
          src={`/dev/mailbox/${encodeURIComponent(mail.messageId)}`}
          title={mail.subject}
          loading="lazy"
          style="inline-size: 100%; block-size: 640px; border: 1px solid var(--line)"
        />
      </details>
      <details>
        <summary>{t("mailbox.text")}</summary>
        <pre style="white-space: pre-wrap">{mail.text}</pre>
      </details>
      {mail.attachments.map(({ filename, contentType, content }) => (
        <details key={filename}>
          <summary>{`${t("mailbox.attachments")}: ${filename} (${contentType})`}</summary>
          <pre style="white-space: pre-wrap">{content}</pre>
        </details>
      ))}
    </Card>
  );
}
