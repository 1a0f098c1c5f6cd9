import assert from "node:assert/strict";
import { mailKinds } from "../../../i18n/mails/texts.ts";
import { accountMail, invitationMail, pixelMail, webhookMail } from "../../../reactors/mails/account_mail.ts";
import { Compiled } from "../../../reactors/mails/compiled.ts";
import { eventMail } from "../../../reactors/mails/event_mail.ts";
import { newsMail } from "../../../reactors/mails/news_mail.ts";
import { digestMail, organizerMail } from "../../../reactors/mails/organizer_mail.ts";
import { template } from "../../../reactors/mails/templates.ts";
import { renderMail } from "../../../reactors/mails/render.ts";
import { ids } from "../support/fold.ts";
import { report } from "../support/world.ts";
import { date, organizerSample, references, sample } from "./sample.ts";

const languages = ["en", "de", "es"] as const;

for (const language of languages) {
  for (const reference of references) {
    const offset = "offset" in reference ? ` ${reference.offset}` : "";
    Deno.test(`${reference.kind}${offset} in ${language} has no hole in it, one button, and says the same as plain text`, async () => {
      const { subject, html, text } = await renderMail(eventMail(sample(reference, language)));
      for (const part of [subject, html.replaceAll(/<style[\s\S]*?<\/style>/g, ""), text]) {
        assert.doesNotMatch(part, /\{\w*\}|undefined|null|NaN/);
      }
      assert.match(html, new RegExp(`<html lang="${language}"`));
      assert.equal(html.match(/border-radius:6px;" target="_blank"/g)?.length, 1);
      for (const said of ["5 Errores Comunes al Empezar con Calistenia", "Estudio Núñez"]) {
        assert.ok(html.includes(said) && text.includes(said), said);
      }
      assert.match(text, /19:00 Madrid · 18:00/);
      assert.match(html, /19:00 Madrid · 18:00/);
    });
  }
}

Deno.test("every kind of mail there are words for can be rendered", async () => {
  const account = ["password_reset", "verify_email"] as const;
  const studio = sample({ kind: "link" }).studio;
  const invitation = {
    studio,
    role: "auditor",
    expiresAt: "2026-12-01T10:00:00.000Z",
    url: "https://x.example/join",
  } as const;
  const rendered = [
    ...references.map((reference) => eventMail(sample(reference))),
    invitationMail(invitation),
    ...(["speaker_alert", "summary", "date_notice", "event_report"] as const).map((kind) =>
      organizerMail(organizerSample(kind, report))
    ),
    newsMail({
      text: { subject: "News, {firstName}", body: "From {studio}." },
      unsubscribe: "https://x.example/mail/x",
      studio,
      recipient: { firstName: "Ana", language: "en" },
      url: "https://x.example",
      sender: { address: "a@x.example" },
    }),
    digestMail({ studio, counted: [{ name: "Calistenia", count: 2 }], url: "https://x.example" }),
    pixelMail({ language: "de", studio: "Estudio", platform: "Meta", pixel: "1", url: "https://x.example" }),
    webhookMail({ language: "de", studio: "Estudio", host: "hooks.example.com", url: "https://x.example" }),
    ...account.map((kind) => accountMail({ kind, language: "de", url: "https://x.example", product: "Webinars" })),
  ];
  assert.deepEqual(new Set(rendered.map(({ kind }) => kind)), new Set(mailKinds));
  for (const content of rendered) assert.ok((await renderMail(content)).html.length > 2_000);
});

Deno.test("the date stands in the event's zone, with the registrant's beside it", async () => {
  const { text } = await renderMail(eventMail(sample({ kind: "confirmation" }, "en")));
  assert.match(text, /Tue 24 Nov, 19:00 Madrid · 18:00 for you/);
  const same = await renderMail(
    eventMail(sample({ kind: "confirmation" }, "en", { recipient: { timeZone: "Europe/Paris" } })),
  );
  assert.doesNotMatch(same.text, /for you/);
});

Deno.test("what people typed cannot become markup, a header or another placeholder", async () => {
  const event = { title: `<script>alert("1")</script> & {firstName}\r\nBcc: eve@example.com` };
  const recipient = { firstName: "<b>Ana</b>", lastName: "{studio}" };
  const { subject, html } = await renderMail(eventMail(sample({ kind: "confirmation" }, "en", { event, recipient })));
  assert.doesNotMatch(html, /<script>|<b>Ana/);
  assert.match(html, /&lt;b&gt;Ana&lt;\/b&gt;/);
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.match(subject, /\{firstName\}/);
});

Deno.test("a confirmation says in eight parts what there is to know", async () => {
  const { html, text, attachments } = await renderMail(eventMail(sample({ kind: "confirmation" }, "en")));
  for (
    const part of [
      "Your place is confirmed", // welcome
      "Tue 24 Nov, 19:00 Madrid", // details
      "calendar.google.com", // calendar
      "Everything you need is in this mail", // preparation
      "What you need", // technical
      "studio@webinars.example", // contact
      "wa.me", // sharing
      "because you registered", // signature
      "K7Q4-9MXD", // reference
    ]
  ) assert.ok(html.includes(part) && text.includes(part), part);
  assert.deepEqual(attachments.map(({ filename }) => filename), ["invite.ics"]);
});

Deno.test("calendars are told what to do: take in, move, let go", () => {
  const methods = (mail: ReturnType<typeof sample>) =>
    eventMail(mail).attachments.map(({ content }) => {
      const text = String(content).replaceAll("\r\n ", "");
      return [/METHOD:(\w+)/.exec(text)?.[1], /UID:(\S+)@/.exec(text)?.[1], /SEQUENCE:(\d+)/.exec(text)?.[1]];
    });
  assert.deepEqual(methods(sample({ kind: "confirmation" })), [["REQUEST", ids.date, "2"]]);
  assert.deepEqual(methods(sample({ kind: "event_cancelled", reason: "", held: true })), [["CANCEL", ids.date, "2"]]);
  assert.deepEqual(methods(sample({ kind: "event_cancelled", reason: "", held: false })), []);
  assert.deepEqual(methods(sample({ kind: "waitlisted", position: 1 })), []);
  const formerly = [date(ids.date, "2026-11-23T18:00:00.000Z"), date(ids.date2, "2026-11-30T18:00:00.000Z")];
  assert.deepEqual(
    methods(sample({ kind: "rescheduled", held: true, formerly, formerZone: "Europe/Madrid" })),
    [["REQUEST", ids.date, "2"], ["CANCEL", ids.date2, "2"]],
  );
});

Deno.test("a series lists every date to come, and its calendar file holds all of them", async () => {
  const dates = [
    date(ids.date, "2026-10-18T17:00:00.000Z"),
    date(ids.date2, "2026-11-24T18:00:00.000Z"),
    date(ids.ana, "2026-12-01T18:00:00.000Z"),
  ];
  const content = eventMail(sample({ kind: "confirmation" }, "en", { event: { dates } }));
  assert.deepEqual(content.facts[0]?.values, [
    "Tue 24 Nov, 19:00 Madrid · 18:00 for you",
    "Tue 1 Dec, 19:00 Madrid · 18:00 for you",
  ]);
  assert.equal(String(content.attachments[0]?.content).match(/BEGIN:VEVENT/g)?.length, 3);
  assert.doesNotMatch((await renderMail(content)).html, /calendar\.google/);
});

Deno.test("a template is compiled once per kind and language", () => {
  assert.equal(template("confirmation", "es"), template("confirmation", "es"));
  assert.notEqual(template("confirmation", "es"), template("confirmation", "de"));
});

Deno.test("a mail with a value missing is not made", () => {
  assert.throws(() => new Compiled("<p>{a} {b}</p>", []).fill({ a: "1" }), /\{b\}/);
});
