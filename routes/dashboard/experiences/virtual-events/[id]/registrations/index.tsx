import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { cancelRegistration } from "../../../../../../commands/cancel_registration.ts";
import type { Caller } from "../../../../../../commands/deps.ts";
import {
  approveRegistration,
  confirmRegistration,
  declineRegistration,
  markAttendance,
  moveToWaitlist,
  noteRegistration,
  tagRegistration,
  type Which,
} from "../../../../../../commands/registration_standing.ts";
import { sendByHand } from "../../../../../../commands/message_by_hand.ts";
import { resendConfirmation } from "../../../../../../commands/resend_confirmation.ts";
import { offerTransfer } from "../../../../../../commands/transfer_registration.ts";
import { EventHead } from "../../../../../../components/dashboard/EventHead.tsx";
import { People } from "../../../../../../components/dashboard/desk/People.tsx";
import { Insight } from "../../../../../../components/dashboard/desk/Insight.tsx";
import { PersonSheet } from "../../../../../../components/dashboard/desk/PersonSheet.tsx";
import { Undo } from "../../../../../../components/dashboard/Undo.tsx";
import { query } from "../../../../../../components/hrefs.ts";
import { type EventId, type Language, RegistrationId } from "../../../../../../domain/ids.ts";
import { uuidv5 } from "../../../../../../domain/uuid.ts";
import { endOfAll } from "../../../../../../domain/virtual_event/dates.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import {
  countRegistrations,
  type EventView,
  listRegistrations,
  registrationById,
  registrationFacets,
} from "../../../../../../projections/queries.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { send } from "../../../../../../web/form.ts";
import {
  DESK_PAGE,
  deskFilter,
  deskInsight,
  isFiltered,
  personDetails,
  queryOf,
  rowOf,
} from "../../../../../../web/pages/desk.ts";
import { type DeskUndo, undoIn, withoutUndo, withUndo } from "../../../../../../web/pages/desk_undo.ts";
import { allows, allowsAny, eventOf, shown, workplaceOf } from "../../../../../../web/pages/trainer.ts";
import { define, type State } from "../../../../../../web/state.ts";

const registrationId = RegistrationId;
const Action = z.object({ requestId: z.uuid().optional().catch(undefined) }).and(z.discriminatedUnion("do", [
  z.object({
    do: z.enum([
      "approve",
      "confirm",
      "waitlist",
      "cancel",
      "attended",
      "no_show",
      "unknown",
      "resend",
      "reminder",
      "join_details",
    ]),
    registrationId,
  }),
  z.object({ do: z.literal("decline"), registrationId, detail: z.string().trim().max(500).default("") }),
  z.object({ do: z.literal("note"), registrationId, text: z.string().trim().min(1).max(2_000) }),
  z.object({
    do: z.literal("tags"),
    registrationId,
    tags: z.string().max(1_000).transform((tags) => tags.split(",").map((tag) => tag.trim()).filter(Boolean))
      .pipe(z.array(z.string().max(50)).max(20)),
  }),
  z.object({
    do: z.literal("transfer"),
    registrationId,
    firstName: z.string().trim().min(1).max(100),
    lastName: z.string().trim().min(1).max(100),
    email: z.string().trim().max(254).pipe(z.email()),
  }),
]));

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "registration.read");
    return page(await dataOf(ctx.state, view, ctx.url, null));
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "registration.change");
    const language = view.language as Language;
    const sent = await send(ctx.req, locale, Action, async (input) => {
      const undoing = await undoOf(ctx.state, input);
      return { done: await perform(ctx.state, view, language, input), undoing };
    });
    if (!sent.ok) {
      const problem = sent.form.problem ?? Object.values(sent.form.errors)[0] ?? null;
      return page(await dataOf(ctx.state, view, ctx.url, problem), { status: sent.status });
    }
    const { done, undoing } = sent.value;
    if (done) await app.caughtUp(done.position, 2_000);
    return ctx.redirect(withUndo(ctx.url, undoing), 303);
  },
});

/** What takes back what is about to be done; null where nothing does. */
async function undoOf({ app }: State, input: z.output<typeof Action>): Promise<DeskUndo | null> {
  const before = await registrationById(app.db, input.registrationId);
  if (!before) return null;
  const { registrationId } = input;
  if (input.do === "tags") return { did: "tags", was: before.tags.join(", "), registrationId };
  if (input.do !== "attended" && input.do !== "no_show") return null;
  return { did: input.do, was: before.attendance, registrationId };
}

/** Does one thing with one registration. Nothing is given back for what changes no list. */
async function perform(
  state: State,
  view: EventView,
  language: Language,
  input: z.output<typeof Action>,
): Promise<{ position: bigint } | null> {
  const deps = state.app.commands;
  const caller: Caller = callerOf(state);
  const which: Which = { eventId: view.id as EventId, registrationId: input.registrationId };
  switch (input.do) {
    case "approve":
      return await approveRegistration(deps, caller, which);
    case "decline":
      return await declineRegistration(deps, caller, which, input.detail);
    case "confirm":
      return await confirmRegistration(deps, caller, which);
    case "waitlist":
      return await moveToWaitlist(deps, caller, which);
    case "cancel":
      return await cancelRegistration(deps, caller, which);
    case "attended":
    case "no_show":
    case "unknown":
      return await markAttendance(deps, caller, which, { dateId: null, attendance: input.do });
    case "note":
      return await noteRegistration(deps, caller, which, input.text);
    case "tags":
      return await tagRegistration(deps, caller, which, input.tags);
    case "transfer": {
      const { firstName, lastName, email } = input;
      return await offerTransfer(deps, caller, which, { firstName, lastName, email, language });
    }
    case "resend":
      await resendConfirmation(deps, caller, which);
      return null;
    case "reminder":
    case "join_details":
      return await sendByHand(deps, { ...caller, commandId: pressOf(input) }, which, input.do);
  }
}

/** One press is one command, however often the form arrives. */
function pressOf({ requestId, ...wanted }: z.output<typeof Action>): string {
  return uuidv5(requestId ?? crypto.randomUUID(), JSON.stringify(wanted));
}

async function dataOf(state: State, view: EventView, url: URL, problem: string | null) {
  const { app, locale } = state;
  const filter = deskFilter(url.searchParams);
  const undo = undoIn(url);
  const number = Math.min(Math.max(Number(url.searchParams.get("page")) || 1, 1), 100_000);
  const asked = { ...queryOf(view.id, view.timeZone, filter), page: number, limit: DESK_PAGE };
  const chosen = RegistrationId.safeParse(url.searchParams.get("person"));
  const workplace = workplaceOf(state);
  const [counts, facets, { rows, total }, insight, person] = await Promise.all([
    countRegistrations(app.db, view.id),
    registrationFacets(app.db, view.id),
    listRegistrations(app.db, asked),
    // about all of them: a filter asks about some
    isFiltered(filter)
      ? null
      : deskInsight(app, { eventId: view.id, studioId: workplace.id, zone: view.timeZone, language: locale }),
    chosen.success
      ? personDetails(app, {
        eventId: view.id,
        studioId: workplace.id,
        registrationId: chosen.data,
        zone: view.timeZone,
        language: locale,
      })
      : null,
  ]);
  const now = app.commands.now();
  const may = (permission: Parameters<typeof allows>[1]) => allows(state, permission, view.trainerId);
  return {
    event: shown(view, workplace.address, app, now),
    rows: rows.map(rowOf),
    counts,
    facets,
    questions: view.form.questions.map(({ id, label }) => ({ id, label })),
    insight,
    total,
    page: number,
    filter,
    filtered: isFiltered(filter),
    person,
    problem,
    undo,
    may: {
      change: may("registration.change"),
      cancel: may("registration.cancel"),
      people: allowsAny(state, "lead.read"),
      consents: allowsAny(state, "marketing.read"),
      export: may("registration.export"),
      create: may("registration.create") && (view.lifecycle === "published" || view.lifecycle === "live"),
    },
    begun: view.dates.some(({ startsAt }) => startsAt <= now),
    toCome: view.dates.some(({ startsAt }) => startsAt > now),
    over: endOfAll(view.dates) <= now,
    requestId: crypto.randomUUID(),
    now,
  };
}

export default define.page<typeof handler>(function RegistrationsPage({ data, state, url: asked }) {
  const { event, person, undo } = data;
  const url = withoutUndo(asked);
  const now = new Date(data.now);
  return (
    <div class="stack">
      <Head>
        <title>{`${translator(state.locale)("people.title")} · ${event.title}`}</title>
      </Head>
      <EventHead event={event} locale={state.locale} now={now} tab="registrations" seesPeople />
      <People
        {...data}
        url={url}
        locale={state.locale}
        timeZone={event.timeZone}
        publicUrl={event.publicUrl}
        pageSize={DESK_PAGE}
      />
      {data.insight ? <Insight {...data.insight} locale={state.locale} /> : null}
      {person
        ? (
          <PersonSheet
            {...data}
            person={person}
            locale={state.locale}
            closeHref={query(url, { person: null })}
          />
        )
        : null}
      {undo
        ? (
          <Undo
            action={url.pathname + url.search}
            fields={undo.did === "tags"
              ? { do: "tags", tags: undo.was, registrationId: undo.registrationId }
              : { do: undo.was, registrationId: undo.registrationId }}
            locale={state.locale}
          >
            {translator(state.locale)(`undo.${undo.did}`)}
          </Undo>
        )
        : null}
    </div>
  );
});
