import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import type { Caller } from "../../../commands/deps.ts";
import {
  assignLead,
  assignTask,
  changeLeadDetails,
  mergeLeads,
  noteLead,
  settleTask,
  tagLead,
} from "../../../commands/leads.ts";
import { LeadPage } from "../../../components/dashboard/leads/LeadPage.tsx";
import { nameOf } from "../../../components/dashboard/leads/lead.ts";
import { Rejected } from "../../../domain/decider.ts";
import { PersonId, UserId } from "../../../domain/ids.ts";
import { Tag } from "../../../domain/lead/events.ts";
import { translator } from "../../../i18n/translate.ts";
import { readForm } from "../../../web/body.ts";
import { sendRead } from "../../../web/form.ts";
import { eventTitlesOf, membersToChoose } from "../../../web/pages/lead_choices.ts";
import { commandOf, leadDetails } from "../../../web/pages/leads.ts";
import { allowsAny, workplaceOf } from "../../../web/pages/trainer.ts";
import { define, type State } from "../../../web/state.ts";

const ownerId = z.string().transform((id) => id === "" ? null : id).pipe(UserId.nullable());
const taskId = z.uuid();
const text = (most: number) => z.string().trim().max(most);
const Action = z.discriminatedUnion("do", [
  z.object({ do: z.enum(["tag", "untag"]), tag: Tag }),
  z.object({ do: z.literal("note"), text: text(2_000).min(1) }),
  z.object({ do: z.literal("owner"), ownerId }),
  z.object({
    do: z.literal("details"),
    firstName: text(50),
    lastName: text(50),
    phone: text(40),
    company: text(200),
    position: text(100),
  }),
  z.object({
    do: z.literal("task"),
    title: text(200).min(1),
    due: z.union([z.literal(""), z.iso.date()]).default(""),
    ownerId,
    priority: z.enum(["low", "normal", "high"]),
  }),
  z.object({ do: z.enum(["complete", "reopen", "remove_task"]), taskId }),
  z.object({ do: z.literal("merge"), email: text(254).pipe(z.email()) }),
]);
const settlements = { complete: "CompleteTask", reopen: "ReopenTask", remove_task: "RemoveTask" } as const;

export const handler = define.handlers({
  async GET(ctx) {
    return page(await dataOf(ctx.state, ctx.params.personId!, null));
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const personId = personIdOf(ctx.params.personId!);
    const raw = await readForm(ctx.req);
    const caller = commandOf(ctx.state, ctx.url.pathname, raw);
    const sent = await sendRead(raw, locale, Action, (input) => perform(ctx.state, caller, personId, input));
    if (!sent.ok) {
      const problem = sent.form.problem ?? Object.values(sent.form.errors)[0] ?? null;
      return page(await dataOf(ctx.state, personId, problem), { status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(sent.value.then ?? ctx.url.pathname, 303);
  },
});

function personIdOf(text: string): PersonId {
  const known = PersonId.safeParse(text);
  if (!known.success) throw new HttpError(404);
  return known.data;
}

async function perform(
  state: State,
  caller: Caller,
  personId: PersonId,
  input: z.output<typeof Action>,
): Promise<{ position: bigint; then?: string }> {
  const { commands: deps, vault } = state.app;
  switch (input.do) {
    case "tag":
      return await tagLead(deps, caller, personId, { add: [input.tag], remove: [] });
    case "untag":
      return await tagLead(deps, caller, personId, { add: [], remove: [input.tag] });
    case "note":
      return await noteLead(deps, caller, personId, input.text);
    case "owner":
      return await assignLead(deps, caller, personId, input.ownerId);
    case "details": {
      const { do: _, ...details } = input;
      return await changeLeadDetails(deps, caller, personId, details);
    }
    case "task": {
      const { do: _, due, ...task } = input;
      const zone = workplaceOf(state).timeZone;
      return await assignTask(deps, caller, personId, { ...task, dueAt: due === "" ? null : endOfDay(due, zone) });
    }
    case "complete":
    case "reopen":
    case "remove_task":
      return await settleTask(deps, caller, personId, settlements[input.do], input.taskId);
    case "merge": {
      const into = await vault.findPerson(caller.studioId, input.email);
      if (into === null) throw new Rejected("lead_not_found");
      const { position } = await mergeLeads(deps, caller, { from: personId, into });
      return { position, then: `/dashboard/people/${into}` };
    }
  }
}

/** A task is due by the end of its day, in the studio's zone. */
function endOfDay(day: string, zone: string): string {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone);
  return new Date(next.epochMilliseconds - 1_000).toISOString();
}

async function dataOf(state: State, id: string, problem: string | null) {
  const { app, locale } = state;
  const { id: studioId, timeZone } = workplaceOf(state);
  const personId = personIdOf(id);
  const [person, events, members] = await Promise.all([
    leadDetails(app, { studioId, personId, zone: timeZone, language: locale }),
    eventTitlesOf(app.db, studioId, app.commands.now()),
    membersToChoose(app, studioId),
  ]);
  if (!person) throw new HttpError(404);
  return {
    person,
    titles: Object.fromEntries(events.map(({ id, title }) => [id, title])),
    members,
    timeZone,
    may: {
      change: allowsAny(state, "lead.change"),
      merge: allowsAny(state, "lead.merge"),
      consents: allowsAny(state, "marketing.read"),
    },
    requestId: crypto.randomUUID(),
    problem,
  };
}

export default define.page<typeof handler>(function PersonPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <>
      <Head>
        <title>{`${nameOf(data.person) ?? t("people.erased")} · ${t("leads.title")}`}</title>
      </Head>
      <LeadPage {...data} locale={state.locale} />
    </>
  );
});
