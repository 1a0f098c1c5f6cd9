import assert from "node:assert/strict";
import { checkTemplate } from "../../../reactors/mails/check_template.ts";
import { coloursOf } from "../../../reactors/mails/colours.ts";
import { eventMail } from "../../../reactors/mails/event_mail.ts";
import { builtIn } from "../../../reactors/mails/layout.ts";
import { renderMail } from "../../../reactors/mails/render.ts";
import { compile, ownTemplate } from "../../../reactors/mails/templates.ts";
import { editableKinds } from "../../../reactors/mails/variables.ts";
import { sample } from "./sample.ts";

const usual = builtIn("confirmation", "en");
const check = (change: Partial<typeof usual>) => checkTemplate("confirmation", { ...usual, ...change });

Deno.test("every message of ours passes the checks that a studio's own has to pass", async () => {
  for (const kind of editableKinds) {
    for (const language of ["en", "de", "es"] as const) {
      assert.deepEqual(await checkTemplate(kind, builtIn(kind, language)), [], `${kind} ${language}`);
    }
  }
});

Deno.test("an unknown variable is named with its part and line", async () => {
  assert.deepEqual(await check({ subject: "Hi {nmae}", text: "{url}\n\n{position}" }), [
    { part: "subject", line: 1, problem: "unknown_variable", detail: "nmae" },
    { part: "text", line: 3, problem: "unknown_variable", detail: "position" },
  ]);
});

Deno.test("a message without its link is refused", async () => {
  assert.deepEqual(
    await check({ text: "Hello {firstName}\n", mjml: usual.mjml.replaceAll("{url}", "https://x.example") }),
    [
      { part: "mjml", line: usual.mjml.split("\n").length, problem: "missing_link", detail: "url" },
      { part: "text", line: 2, problem: "missing_link", detail: "url" },
    ],
  );
});

Deno.test("broken MJML is refused with the line: an element that is none, one that is not closed, none at all", async () => {
  const lineOf = (part: string) => usual.mjml.slice(0, usual.mjml.indexOf(part)).split("\n").length;
  const [unknown] = await check({ mjml: usual.mjml.replace("<mj-raw>", "<mj-rwa>").replace("</mj-raw>", "</mj-rwa>") });
  assert.deepEqual([unknown?.problem, unknown?.line], ["mjml", lineOf("<mj-raw>")]);
  const open = await check({ mjml: usual.mjml.replace("</mj-column>", "") });
  assert.ok(
    open.some(({ problem, detail, line }) =>
      problem === "unclosed" && detail === "mj-section" && line > lineOf("{logo}")
    ),
    JSON.stringify(open),
  );
  assert.ok((await check({ mjml: "<p>{url}</p>" })).some(({ problem }) => problem === "mjml"));
});

Deno.test("what a studio writes reaches nothing on the disk", async () => {
  const { html } = await compile({
    ...usual,
    mjml: usual.mjml.replace("<mj-raw>", "<mj-include path='/etc/passwd' /><mj-raw>"),
  })
    .catch(() => ({ html: null }));
  assert.doesNotMatch(html?.fill(new Proxy({}, { get: () => "" })) ?? "", /root:/);
});

Deno.test("a studio's own text is filled as ours is: values escaped, in HTML and not in plain text", async () => {
  const own = await compile({
    subject: "{firstName}: {title}",
    preview: "{when}",
    mjml:
      `<mjml><mj-body><mj-section background-color="{accent}"><mj-column><mj-text>{title} {url} {facts}</mj-text></mj-column></mj-section></mj-body></mjml>`,
    text: "{title}\n{url}",
  });
  const mail = eventMail(sample({ kind: "confirmation" }, "en", { event: { title: "<b>1 & 2</b>" } }));
  const { subject, html, text } = await renderMail({ ...mail, brand: { logo: null, brand_colour: "#1f6f54" } }, own);
  assert.equal(subject, "Ana: <b>1 & 2</b>");
  assert.equal(text, "<b>1 & 2</b>\nhttps://webinars.example/r/token");
  assert.match(html, /&lt;b&gt;1 &amp; 2&lt;\/b&gt;/);
  assert.match(html, /background:#1f6f54/);
});

Deno.test("the studio's logo and colour are in the mails, readable whatever the colour", async () => {
  const mail = sample({ kind: "confirmation" }, "en");
  mail.studio.logo = "abc";
  mail.studio.brand_colour = "#ffd84d";
  const { html } = await renderMail(eventMail(mail));
  assert.match(html, /<img src="https:\/\/webinars\.example\/media\/abc\?width=320" alt="Estudio Núñez"/);
  assert.match(html, /#ffd84d/);
  for (let grey = 0; grey < 256; grey++) {
    const hex = `#${grey.toString(16).padStart(2, "0").repeat(3)}`;
    const { onAccent } = coloursOf(hex);
    assert.ok(onAccent === "#ffffff" || grey > 110, hex);
  }
});

Deno.test("a version is read and compiled once, however often it is sent", async () => {
  let reads = 0;
  const read = () => Promise.resolve(usual).finally(() => reads++);
  const which = { templateId: crypto.randomUUID(), version: 1 };
  assert.equal(await ownTemplate(which, read), await ownTemplate(which, read));
  await ownTemplate({ ...which, version: 2 }, read);
  assert.equal(reads, 2);
});
