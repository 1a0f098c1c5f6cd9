import type { Language } from "../../domain/ids.ts";
import type { FieldErrors } from "../../i18n/validation.ts";
import { translator } from "../../i18n/translate.ts";
import type { Task } from "../../islands/ProofOfWork.tsx";
import OwnZone from "../../islands/OwnZone.tsx";
import { Button } from "../Button.tsx";
import { TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { AskedFields, askedNames } from "./AskedFields.tsx";
import type { AskedForm } from "./design.ts";
import type { PublicEvent } from "./event.ts";
import { LegalTexts } from "./LegalTexts.tsx";
import type { Legal } from "./looks.ts";
import { Consents, Doorkeeper, PersonFields, Trap } from "./FormParts.tsx";
import { LiveMessages } from "./LiveMessages.tsx";

/** What was typed and what is wrong with it; empty for a first look. */
export interface RegisterFormState {
  values: Readonly<Record<string, string>>;
  errors: FieldErrors;
  /** What refuses the whole, if anything does. */
  problem?: string;
  /** Makes a form that is sent twice one registration. */
  requestId: string;
  /** Where they came from, and what their link says of itself. */
  source: string;
  medium?: string | null;
  campaign?: string | null;
  /** When it was shown, in the server's own writing. */
  shown: string;
  /** Work for the browser before the form is taken, where it looks like a machine's. */
  task?: Task;
}

/** Sent along: where somebody came from. */
export function Origin({ form: { source, medium, campaign } }: { form: RegisterFormState }) {
  return (
    <>
      <input type="hidden" name="source" value={source} />
      {medium ? <input type="hidden" name="medium" value={medium} /> : null}
      {campaign ? <input type="hidden" name="campaign" value={campaign} /> : null}
    </>
  );
}

/** Registers somebody for an event. Works without script; keeps what was typed. */
export function RegisterForm(
  { event, asked, code, approval, legal, form, locale, ownZone, action = `${event.href}/register` }: {
    event: PublicEvent;
    asked: AskedForm;
    /** Whether one needs a code to be let in. */
    code: boolean;
    approval: boolean;
    legal?: Legal;
    form: RegisterFormState;
    locale: Language;
    ownZone: string | null;
    action?: string;
  },
) {
  const t = translator(locale);
  const { values, errors } = form;
  const wrong = Object.keys(errors);
  const first = [...before, ...askedNames(asked), ...after].find((name) => wrong.includes(name));
  const common = { values, errors, first, locale };
  return (
    <form method="post" action={action} novalidate>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {wrong.length > 0 && !form.problem
        ? <Notice tone="negative" alert>{t("common.problems", { count: wrong.length })}</Notice>
        : null}
      <PersonFields {...common} />
      <AskedFields {...common} asked={asked} />
      {code
        ? (
          <TextField
            name="code"
            value={values.code ?? ""}
            error={errors.code}
            focus={first === "code"}
            label={t("registration.code")}
            hint={t("registration.code_hint")}
            autocomplete="off"
            maxLength={200}
          />
        )
        : null}
      <Consents {...common} />
      {legal ? <LegalTexts legal={legal} locale={locale} /> : null}
      <input type="hidden" name="requestId" value={form.requestId} />
      <Origin form={form} />
      <Doorkeeper form={form} />
      <Trap locale={locale} />
      <LiveMessages href={`${event.href}/form-opened`} locale={locale} />
      <OwnZone name="timeZone" known={ownZone} />
      <Button kind="primary" size="large" wide>
        {event.state === "full_waitlist"
          ? t("public.join_waitlist")
          : approval
          ? t("public.ask_for_place")
          : event.price
          ? t("public.register")
          : t("public.register_free")}
      </Button>
      <p class="small">
        <a href={`${event.href}/link`}>{t("registration.link.have")}</a>
      </p>
    </form>
  );
}

/** The fields in their order on the page, around those that the event asks for: the first with an error takes the focus. */
const before = ["firstName", "lastName", "email"];
const after = ["code", "termsAccepted", "privacyConsent", "marketingConsent"];
