import { type Context, HttpError } from "fresh";
import { z } from "zod";
import { saveTemplate, withdrawTemplate } from "../../commands/templates.ts";
import { RegistrationId } from "../../domain/ids.ts";
import { TemplateText } from "../../domain/template/events.ts";
import { translator } from "../../i18n/translate.ts";
import { recentRegistrations } from "../../projections/queries.ts";
import type { TemplateProblem } from "../../reactors/mails/check_template.ts";
import { readForm } from "../body.ts";
import { callerOf } from "../caller.ts";
import { explain } from "../explain.ts";
import { peopleOf } from "../people.ts";
import type { State } from "../state.ts";
import { templateOf, templatePath, templateVersions, whichTemplate } from "./message_templates.ts";
import { workplaceOf } from "./trainer.ts";

export type { TemplateProblem };

type Ctx = Context<State>;

const Sent = z.object({
  do: z.enum(["save", "test", "withdraw"]),
  seen: z.coerce.number().int().min(0),
  registration: z.union([RegistrationId, z.literal("")]).catch(""),
  requestId: z.uuid().optional(),
});

/** What the editor of a message shows; `form`: what was typed. */
export async function editorData(
  ctx: Ctx,
  typed: { form?: TemplateText; problems?: readonly TemplateProblem[]; done?: string; refused?: string } = {},
) {
  const { app, locale } = ctx.state;
  const studio = workplaceOf(ctx.state);
  const which = whichTemplate(app, ctx.params);
  const { version, own, text } = await templateOf(app, studio.id, which);
  const recent = await recentRegistrations(app.db, studio.id);
  const t = translator(locale);
  const saved = ctx.url.searchParams.get("done");
  return {
    ...which,
    version,
    own,
    text: typed.form ?? text,
    variables: app.messages.variables(which.message),
    problems: typed.problems ?? [],
    registrations: recent.map(({ id, name, event }) => ({ id, label: `${name} · ${event}` })),
    registration: ctx.url.searchParams.get("registration") ?? "",
    requestId: crypto.randomUUID(),
    done: typed.done ?? (saved === "saved" || saved === "withdrawn" ? t(`messages.done.${saved}`) : null),
    refused: typed.refused ?? null,
  };
}

/** Saves, tries or gives up what was written. */
export async function editTemplate(ctx: Ctx): Promise<Response | Awaited<ReturnType<typeof editorData>>> {
  const { app, locale, session } = ctx.state;
  const which = whichTemplate(app, ctx.params);
  const raw = await readForm(ctx.req);
  const { do: what, seen, registration, requestId } = Sent.parse(raw);
  const caller = { ...callerOf(ctx.state), ...(requestId ? { commandId: requestId } : {}) };
  const { message, language } = which;
  if (what === "withdraw") {
    await withdrawTemplate(app.commands, caller, { message, language });
    return ctx.redirect(`${templatePath(message, language)}?done=withdrawn`, 303);
  }
  const form = { subject: "", preview: "", mjml: "", text: "", ...linesOf(raw) };
  const parsed = TemplateText.safeParse(form);
  const t = translator(locale);
  if (!parsed.success) return await editorData(ctx, { form, refused: t("messages.incomplete") });
  const problems = await app.messages.check(message, parsed.data);
  if (problems.length > 0) return await editorData(ctx, { form, problems });
  try {
    if (what === "save") {
      await saveTemplate(app.commands, caller, { message, language, text: parsed.data, seen, from: null });
      return ctx.redirect(`${templatePath(message, language)}?done=saved`, 303);
    }
    const to = session?.email ?? "";
    const of = {
      studioId: caller.studioId,
      kind: message,
      language,
      text: parsed.data,
      registrationId: registration || null,
    };
    const sent = await app.messages.sendTest(of, to, (subject) => t("messages.test.subject", { subject }));
    return await editorData(ctx, {
      form,
      ...(sent ? { done: t("messages.test.sent", { to }) } : { refused: t("messages.no_event") }),
    });
  } catch (error) {
    const { unexpected, detail } = explain(error, locale);
    if (unexpected) throw error;
    return await editorData(ctx, { form, refused: detail });
  }
}

/** Browsers end lines as machines did once. */
function linesOf(raw: Readonly<Record<string, string>>): Partial<TemplateText> {
  return Object.fromEntries(
    (["subject", "preview", "mjml", "text"] as const).map((part) => [part, (raw[part] ?? "").replaceAll("\r\n", "\n")]),
  );
}

/** The versions of a message. */
export async function historyData(ctx: Ctx) {
  const { app } = ctx.state;
  const studio = workplaceOf(ctx.state);
  const which = whichTemplate(app, ctx.params);
  const [versions, { members }] = await Promise.all([
    templateVersions(app, studio.id, which),
    peopleOf(app, studio.id),
  ]);
  const names = Object.fromEntries(members.map(({ userId, name, email }) => [userId, name ?? email ?? ""]));
  return {
    ...which,
    versions,
    names,
    zone: studio.timeZone,
    seen: versions[0]?.version ?? 0,
    requestId: crypto.randomUUID(),
  };
}

/** Writes a message as an earlier version has it. */
export async function backToVersion(ctx: Ctx): Promise<Response> {
  const { app } = ctx.state;
  const which = whichTemplate(app, ctx.params);
  const { message, language } = which;
  const raw = await readForm(ctx.req);
  const { version, seen } = z.object({ version: z.coerce.number().int(), seen: z.coerce.number().int() }).parse(raw);
  const found = (await templateVersions(app, workplaceOf(ctx.state).id, which)).find((one) => one.version === version);
  if (!found?.text) throw new HttpError(404);
  await saveTemplate(app.commands, callerOf(ctx.state), { message, language, text: found.text, seen, from: version });
  return ctx.redirect(`${templatePath(message, language)}?done=saved`, 303);
}

const frame = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups",
  "X-Frame-Options": "SAMEORIGIN",
};

/** The message in a frame: on a wide screen, on a phone or as plain text. What is wrong with it stands there instead. */
export async function previewResponse(ctx: Ctx, form: Readonly<Record<string, string>> | null): Promise<Response> {
  const { app, locale } = ctx.state;
  const t = translator(locale);
  const which = whichTemplate(app, ctx.params);
  const studioId = workplaceOf(ctx.state).id;
  const typed = form && TemplateText.safeParse(linesOf(form));
  const text = typed?.success ? typed.data : (await templateOf(app, studioId, which)).text;
  const as = z.enum(["desktop", "phone", "text"]).catch("desktop").parse(ctx.url.searchParams.get("as"));
  const registration = RegistrationId.safeParse(form?.registration);
  const registrationId = registration.success ? registration.data : null;
  if (typed && !typed.success) return plainFrame(t("messages.incomplete"));
  if (form && (await app.messages.check(which.message, text)).length > 0) {
    return plainFrame(t("messages.preview.wrong"));
  }
  const { message: kind, language } = which;
  const rendered = await app.messages.preview({ studioId, kind, language, text, registrationId });
  if (!rendered) return plainFrame(t("messages.no_event"));
  if (as === "text") return plainFrame(`${rendered.subject}\n\n${rendered.text}`);
  const html = as === "phone" ? narrow(rendered.html) : rendered.html;
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", ...frame } });
}

/** As a phone of 360 px shows it. */
function narrow(html: string): string {
  return html.replace("</head>", "<style>html{max-width:360px;margin:0 auto;outline:1px solid #8884}</style></head>");
}

function plainFrame(text: string): Response {
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8", ...frame } });
}
