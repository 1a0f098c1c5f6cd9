import { type Context, HttpError } from "fresh";
import { z } from "zod";
import { type AudienceChoice, audienceOf, planCampaign, steerCampaign } from "../../commands/campaigns.ts";
import { type CampaignAudience, CampaignText, isSegment } from "../../domain/campaign/events.ts";
import { EventId, Language, WallClock } from "../../domain/ids.ts";
import { instantOf } from "../../domain/wall_clock.ts";
import { fill } from "../../i18n/area.ts";
import { moment } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { listEvents, segmentsOf } from "../../projections/queries.ts";
import type { Mailing } from "../../reactors/mailings.ts";
import { callerOf } from "../caller.ts";
import { emptyForm, type FormState, send } from "../form.ts";
import { mailingShown } from "../mailing_shown.ts";
import type { State } from "../state.ts";
import { skipReason } from "./message_names.ts";
import { allowsAny, workplaceOf } from "./trainer.ts";

type Ctx = Context<State>;

/** Which parts of the messages' pages the reader has. */
export const partsOf = (state: State) => ({
  writes: allowsAny(state, "message.write"),
  sends: allowsAny(state, "message.send"),
});

const orNull = <S extends z.ZodType>(schema: S) => z.union([z.literal("").transform(() => null), schema]);
const Form = z.object({
  do: z.enum(["check", "send"]),
  segment: orNull(z.uuid()).default(null),
  event: orNull(EventId),
  who: z.enum(["confirmed", "attended", "missed", "waitlisted", "cancelled"]),
  tag: orNull(z.string().trim().min(1).max(50)),
  purpose: z.enum(["marketing", "transactional"]),
  language: Language,
  subject: CampaignText.shape.subject,
  body: CampaignText.shape.body,
  sendAt: orNull(WallClock),
  requestId: z.uuid().optional(),
});

/** The form of a new mailing. */
export async function mailingForm(
  { state }: Ctx,
  form: FormState = emptyForm({ who: "confirmed", purpose: "transactional", language: workplaceOf(state).language }),
  shown: { count: { people: number; agreed: number } | null; preview: string | null } = { count: null, preview: null },
) {
  const { id: studioId } = workplaceOf(state);
  const [{ rows }, segments] = await Promise.all([
    listEvents(state.app.db, { studioId, now: state.app.commands.now(), limit: 100 }),
    segmentsOf(state.app.db, studioId),
  ]);
  return {
    form,
    events: rows.map(({ id, title }) => ({ id, title })),
    segments: segments.map(({ id, name }) => ({ id, name })),
    ...shown,
    requestId: crypto.randomUUID(),
    ...partsOf(state),
  };
}

/** Shows and counts, or plans it. */
export async function makeMailing(
  ctx: Ctx,
): Promise<Response | { data: Awaited<ReturnType<typeof mailingForm>>; status: number }> {
  const { state } = ctx;
  const { app, locale } = state;
  const studio = workplaceOf(state);
  const sent = await send(ctx.req, locale, Form, async (form) => {
    const audience: AudienceChoice = form.segment === null
      ? { eventId: form.event, who: form.who, tag: form.tag }
      : { segmentId: form.segment };
    if (form.do === "check") {
      const { now } = app.commands;
      const count = await app.mailings.count(
        studio.id,
        await audienceOf(app.commands, callerOf(state), audience),
        now(),
      );
      return { count, preview: previewOf(form, studio.name), values: valuesOf(form) };
    }
    const { language, subject, body, sendAt, requestId } = form;
    const purpose = form.segment === null ? form.purpose : "marketing";
    const caller = { ...callerOf(state), ...(requestId ? { commandId: requestId } : {}) };
    const { campaignId, position } = await planCampaign(app.commands, caller, {
      purpose,
      audience,
      texts: [{ language, subject, body }],
      sendAt: sendAt === null ? null : instantOf(sendAt, studio.timeZone),
    });
    await mailingShown(app, position);
    return { campaignId };
  }, {
    date_in_past: "sendAt",
    date_invalid: "sendAt",
    event_not_found: "event",
    segment_not_found: "segment",
    campaign_variable_unknown: "body",
  });
  if (!sent.ok) return { data: await mailingForm(ctx, sent.form), status: sent.status };
  const { campaignId, count, preview, values } = sent.value;
  if (campaignId !== undefined) return ctx.redirect(`/dashboard/messages/mailings/${campaignId}`, 303);
  return { data: await mailingForm(ctx, emptyForm(values), { count: count!, preview: preview! }), status: 200 };
}

function valuesOf(form: z.output<typeof Form>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? ""]));
}

/** The words alone, filled as for somebody called Ana; the mail around them is the studio's own. */
function previewOf({ subject, body, language, segment }: z.output<typeof Form>, studio: string): string {
  const values = { firstName: "Ana", studio, ...(segment === null ? { title: "…", when: "…" } : {}) };
  return `${fill(subject, values, language)}\n\n${fill(body, values, language)}`;
}

/** A mailing as its page and the list show it. */
export function mailingView(mailing: Mailing, state: State) {
  const { locale } = state;
  const t = translator(locale);
  const { id, texts, purpose, audience, sendAt, total, sent, skipped, failed, state: stands } = mailing;
  const done = sent + skipped + failed;
  return {
    id,
    subject: texts[0]!.subject,
    body: texts[0]!.body,
    purpose,
    to: audienceText(audience, locale),
    state: stands,
    stateText: t(`mailings.state.${stands}`),
    at: sendAt && moment(sendAt, workplaceOf(state).timeZone, locale),
    total,
    done,
    progress: t("mailings.progress", { done, total }),
  };
}

/** Whom it goes to, in words. */
function audienceText(audience: CampaignAudience, locale: State["locale"]): string {
  const t = translator(locale);
  if (isSegment(audience)) return t("mailings.to.segment", { name: audience.name });
  const { who, tag } = audience;
  return [t(`mailings.who.${who}`), ...(tag === null ? [] : [tag])].join(" · ");
}

/** One mailing. @throws {HttpError} 404 */
export async function mailingOf({ state, params }: Ctx) {
  const id = z.uuid().safeParse(params.id);
  const found = id.success ? await state.app.mailings.one(workplaceOf(state).id, id.data) : null;
  if (!found) throw new HttpError(404);
  const skips = await state.app.mailings.skips(found.id);
  const t = translator(state.locale);
  return {
    ...mailingView(found, state),
    told: [
      ...(found.sent ? [t("timeline.state.succeeded", { count: found.sent })] : []),
      ...(found.failed ? [t("timeline.state.abandoned", { count: found.failed })] : []),
      ...Object.entries(skips).map(([reason, count]) =>
        t("timeline.left_out", { count, reason: skipReason(reason, state.locale) })
      ),
    ].join(" · "),
    can: ({
      planned: ["pause", "stop"],
      running: ["pause", "stop"],
      paused: ["resume", "stop"],
      done: [],
      stopped: [],
    } as const)[
      found.state
    ],
  };
}

const steering = { pause: "PauseCampaign", resume: "ResumeCampaign", stop: "StopCampaign" } as const;

/** Pauses, goes on or ends, and waits until that shows. */
export async function steerMailing(ctx: Ctx, what: unknown): Promise<void> {
  const { app } = ctx.state;
  const type = steering[z.enum(["pause", "resume", "stop"]).parse(what)];
  const { position } = await steerCampaign(app.commands, callerOf(ctx.state), {
    type,
    campaignId: ctx.params.id ?? "",
  });
  await mailingShown(app, position);
}
