import { z } from "zod";
import { REMINDER_ROWS } from "../../components/dashboard/SettingsForm.tsx";
import { Currency } from "../../domain/currencies.ts";
import { Language, UserId } from "../../domain/ids.ts";
import { StudioSettings } from "../../domain/studio/settings.ts";
import { MediaId, usualSequence } from "../../domain/virtual_event/design.ts";
import { box, textOf, webAddress, wholeNumberOrNone } from "./wizard/fields.ts";
import { flatRows, rowsOf } from "./wizard/form.ts";
import { Offset, readOffset, writeOffsetAt } from "./wizard/offsets.ts";
import { readSequence, readTiming, sequenceFields, typedSequence } from "./wizard/sequence.ts";

const ticked = z.literal("true").optional().transform((value) => value === "true");
const link = z.literal("").or(webAddress.pipe(z.string().max(500)));
const orNull = <S extends z.ZodType>(schema: S) => z.union([z.literal("").transform(() => null), schema]);
const byLanguage = z.record(Language, textOf(5_000)).transform((texts) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""))
);

/** The form as it is sent: flat, with empty texts for what is not there. */
const Form = z.object({
  name: z.string().trim().pipe(StudioSettings.shape.name),
  address: z.string().trim().refine((value) => StudioSettings.shape.address.safeParse(value).success, {
    error: "slug",
  }),
  embedOrigins: z.string().max(3_000).transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(webAddress.transform((url) => new URL(url).origin)).max(20)),
  domain: orNull(z.string().trim().toLowerCase().pipe(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/).max(253))),
  logo: orNull(MediaId),
  ownColour: ticked,
  brandColour: z.string().regex(/^#[0-9a-fA-F]{6}$/).transform((colour) => colour.toLowerCase()),
  language: Language,
  en: ticked,
  de: ticked,
  es: ticked,
  timeZone: z.string().trim().min(1).max(100),
  currency: Currency,
  windowDays: wholeNumberOrNone(1, 365),
  reminders: z.array(z.object({ ...Offset, hour: z.string().default(""), ways: z.string().default("mail") }))
    .max(REMINDER_ROWS),
  sequence: z.record(z.string(), z.string()),
  capacity: wholeNumberOrNone(1, 1_000_000),
  waitlist: ticked,
  categories: z.string()
    .transform((text) => [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))])
    .pipe(StudioSettings.shape.categories),
  manager: orNull(UserId),
  newRegistrations: ticked,
  reminderNotices: ticked,
  reports: ticked,
  imprintUrl: link,
  privacyUrl: link,
  termsUrl: link,
  privacyText: byLanguage,
  termsText: byLanguage,
  senderName: z.string().trim().max(100),
  replyTo: z.union([z.string().trim().pipe(z.email()), z.literal("")]),
  countOpens: ticked,
  contact: z.string().trim().max(300),
  testUrl: link,
  requirements: byLanguage,
});

/** What is sent, with its rows and its texts by language put together. */
export const SettingsForm = z.record(z.string(), z.string()).transform((raw) => ({
  ...raw,
  reminders: rowsOf(raw, "reminders").filter(({ amount }) => amount?.trim()),
  sequence: Object.fromEntries(sequenceFields.map((name) => [name, raw[name] ?? ""])),
  ...Object.fromEntries(
    ["privacyText", "termsText", "requirements"].map((name) => [
      name,
      Object.fromEntries(Language.options.map((language) => [language, raw[`${name}.${language}`] ?? ""])),
    ]),
  ),
})).pipe(Form);

/** The fields that refusals are about. */
export const settingsReasons = {
  address_taken: "address",
  domain_taken: "domain",
  unknown_time_zone: "timeZone",
  reminder_invalid: "reminders.0.amount",
} as const;

/** What the form says, in the shape of the settings. */
export function changesOf(form: z.output<typeof Form>): StudioSettings {
  const rows = form.reminders.map((row) => ({ ...row, offset: writeOffsetAt(row.amount, row.unit, row.hour) }));
  const sequence = typedSequence(
    form.sequence,
    rows.map(({ offset, hour, ways }) => ({ offset, hour, ways })),
    undefined,
  );
  const { name, address, domain, embedOrigins, logo, language, timeZone, currency, categories } = form;
  return {
    name,
    address,
    domain,
    embedOrigins,
    logo,
    brandColour: form.ownColour ? form.brandColour : null,
    language,
    languages: Language.options.filter((each) => form[each] || each === language),
    timeZone,
    currency,
    categories,
    eventDefaults: {
      registrationWindowDays: form.windowDays,
      reminders: rows.map(({ offset }) => offset),
      ...(sequence ? { sequence } : {}),
      capacity: form.capacity,
      waitlist: form.waitlist,
    },
    programmeManager: {
      userId: form.manager,
      newRegistrations: form.newRegistrations,
      reminders: form.reminderNotices,
      reports: form.reports,
    },
    legal: {
      imprintUrl: form.imprintUrl,
      privacyUrl: form.privacyUrl,
      termsUrl: form.termsUrl,
      privacyText: form.privacyText,
      termsText: form.termsText,
    },
    sender: { name: form.senderName, replyTo: form.replyTo },
    countOpens: form.countOpens,
    support: { contact: form.contact, testUrl: form.testUrl, requirements: form.requirements },
  };
}

/** A colour to begin with where none was chosen. */
const BEGIN_WITH = "#3b5bdb";

/** The form's values for settings as they stand. */
export function valuesOf(settings: StudioSettings): Record<string, string> {
  const { eventDefaults: usual, programmeManager: manager, legal, sender, support } = settings;
  const { sequence = usualSequence } = usual;
  const texts = (name: string, said: Partial<Record<Language, string>>) =>
    Object.fromEntries(Language.options.map((language) => [`${name}.${language}`, said[language] ?? ""]));
  return {
    name: settings.name,
    address: settings.address,
    domain: settings.domain ?? "",
    embedOrigins: settings.embedOrigins.join("\n"),
    logo: settings.logo ?? "",
    ownColour: box(settings.brandColour !== null),
    brandColour: settings.brandColour ?? BEGIN_WITH,
    language: settings.language,
    ...Object.fromEntries(Language.options.map((each) => [each, box(settings.languages.includes(each))])),
    timeZone: settings.timeZone,
    currency: settings.currency,
    windowDays: String(usual.registrationWindowDays ?? ""),
    ...flatRows(
      "reminders",
      Array.from({ length: REMINDER_ROWS }, (_, i) => {
        const offset = usual.reminders[i];
        return offset === undefined
          ? { amount: "", unit: "hours", hour: "", ways: "mail" }
          : { ...readOffset(offset), ...readTiming(sequence, offset) };
      }),
    ),
    ...readSequence(sequence),
    capacity: String(usual.capacity ?? ""),
    waitlist: box(usual.waitlist),
    categories: settings.categories.join("\n"),
    manager: manager.userId ?? "",
    newRegistrations: box(manager.newRegistrations),
    reminderNotices: box(manager.reminders),
    reports: box(manager.reports),
    imprintUrl: legal.imprintUrl,
    privacyUrl: legal.privacyUrl,
    termsUrl: legal.termsUrl,
    ...texts("privacyText", legal.privacyText),
    ...texts("termsText", legal.termsText),
    senderName: sender.name,
    replyTo: sender.replyTo,
    countOpens: box(settings.countOpens),
    contact: support.contact,
    testUrl: support.testUrl,
    ...texts("requirements", support.requirements),
  };
}
