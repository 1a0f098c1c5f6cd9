import type { Language } from "../../domain/ids.ts";
import { when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";
import { Checkbox, TextField } from "../inputs.tsx";
import { AskedFields } from "./AskedFields.tsx";
import type { TicketProps } from "./Ticket.tsx";

/** A form that was refused: which one, and how it was sent. */
export interface RefusedForm {
  form: string;
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  problem: string | null;
}

/** What people can do with their registration beside giving it up; each folded away until it is wanted. */
export function OwnForms(props: TicketProps) {
  return (
    <div class="stack tight">
      <Details {...props} />
      {props.registration.status === "confirmed" ? <HandOver {...props} /> : null}
      <OwnData {...props} />
    </div>
  );
}

function sentIn({ refused }: TicketProps, form: string) {
  const sent = refused?.form === form ? refused : null;
  return { values: sent?.values, errors: sent?.errors ?? {}, open: sent !== null };
}

function Details(props: TicketProps) {
  const { registration, asked, locale } = props;
  const t = translator(locale);
  const { values, errors, open } = sentIn(props, "details");
  const { firstName, lastName, details } = registration;
  const shown = values ?? { ...details, firstName: firstName ?? "", lastName: lastName ?? "" };
  return (
    <details class="own-form" open={open}>
      <summary>{t("registration.details")}</summary>
      <form class="stack" method="post" action={`/r/${registration.token}/details`} novalidate>
        <Names values={shown} errors={errors} locale={locale} />
        <AskedFields asked={asked} values={shown} errors={errors} locale={locale} />
        <Button kind="primary">{t("registration.details.save")}</Button>
      </form>
    </details>
  );
}

function HandOver(props: TicketProps) {
  const { registration, event, locale, now } = props;
  const t = translator(locale);
  const { values = {}, errors, open } = sentIn(props, "hand-over");
  const { token, handedTo } = registration;
  if (handedTo) {
    const until = when({ startsAt: handedTo.expiresAt, zone: event.timeZone, ownZone: null }, locale, now);
    return (
      <form class="row" method="post" action={`/r/${token}/keep`}>
        <p class="grow">{t("registration.hand_over.open", { email: handedTo.email ?? "–", when: until })}</p>
        <Button>{t("registration.hand_over.keep")}</Button>
      </form>
    );
  }
  return (
    <details class="own-form" open={open}>
      <summary>{t("registration.hand_over")}</summary>
      <form class="stack" method="post" action={`/r/${token}/hand-over`} novalidate>
        <p class="muted">{t("registration.hand_over.text")}</p>
        <Names values={values} errors={errors} locale={locale} other />
        <TextField
          name="toEmail"
          type="email"
          label={t("registration.email")}
          value={values.toEmail ?? ""}
          error={errors.toEmail}
          autocomplete="off"
          maxLength={254}
          required
        />
        <Button kind="primary">{t("registration.hand_over.send")}</Button>
      </form>
    </details>
  );
}

/** What is kept about somebody: to take away, to guard with a new link, to have erased. */
export function OwnData(props: TicketProps) {
  const { registration: { token }, event, locale } = props;
  const t = translator(locale);
  const { errors, open } = sentIn(props, "erase");
  return (
    <details class="own-form" open={open}>
      <summary>{t("registration.data")}</summary>
      <div class="stack">
        <p>
          <a href={`/r/${token}/data.json`}>{t("registration.data.export")}</a>
        </p>
        <form class="row" method="post" action={`/r/${token}/renew`}>
          <p class="grow muted small">{t("registration.data.renew_text")}</p>
          <Button>{t("registration.data.renew")}</Button>
        </form>
        <form class="stack tight" method="post" action={`/r/${token}/erase`} novalidate>
          <h3>{t("erase.title")}</h3>
          <p class="muted small">{t("erase.text", { studio: event.studio.name })}</p>
          <Checkbox
            name="sure"
            label={t("erase.sure")}
            error={errors.sure}
            focus={errors.sure !== undefined}
            required
          />
          <p>
            <Button kind="danger">{t("erase.confirm")}</Button>
          </p>
        </form>
      </div>
    </details>
  );
}

/** First and last name, side by side. `other`: not the reader's own, in fields `toFirstName` and `toLastName`. */
export function Names(
  { values, errors, locale, other }: {
    values: Readonly<Record<string, string>>;
    errors: Readonly<Record<string, string>>;
    locale: Language;
    other?: boolean;
  },
) {
  const t = translator(locale);
  const [first, last] = other ? ["toFirstName", "toLastName"] as const : ["firstName", "lastName"] as const;
  return (
    <div class="field-pair">
      <TextField
        name={first}
        label={t("registration.first_name")}
        value={values[first] ?? ""}
        error={errors[first]}
        autocomplete={other ? "off" : "given-name"}
        maxLength={50}
        required
      />
      <TextField
        name={last}
        label={t("registration.last_name")}
        value={values[last] ?? ""}
        error={errors[last]}
        autocomplete={other ? "off" : "family-name"}
        maxLength={50}
        required
      />
    </div>
  );
}
