import { z } from "zod";
import {
  addLead,
  assignLead,
  assignTask,
  changeLeadDetails,
  mergeLeads,
  noteLead,
  settleTask,
  tagLead,
} from "../commands/leads.ts";
import type { Caller } from "../commands/deps.ts";
import { Rejected } from "../domain/decider.ts";
import { PersonId, UserId } from "../domain/ids.ts";
import type { Position } from "../event_store/port.ts";
import {
  listPeople,
  listTasks,
  personById,
  type PersonView,
  segmentById,
  type TaskView,
} from "../projections/queries.ts";
import type { Application } from "../web/application.ts";
import { PATIENCE } from "./event_shown.ts";
import { type Call, type Operation, operation } from "./operation.ts";
import {
  LeadAnswer,
  LeadBody,
  LeadChanges,
  LeadList,
  ListLeadsQuery,
  ListTasksQuery,
  TagsBody,
  TaskBody,
  TaskList,
} from "./schemas_leads.ts";

const one = "/leads/{personId}";
const missing = "No such person in this studio";

export const listLeadsCall = operation({
  method: "GET",
  path: "/leads",
  needs: "lead.read",
  summary: "List the people of the studio",
  description: "Everybody who registered or was added. Who was merged with another goes by the other.",
  query: ListLeadsQuery,
  success: { status: 200, schema: LeadList, description: "One page of people" },
  problems: { 400: "A parameter cannot be used", 404: "segment_not_found" },
  async handle({ app, caller, query }) {
    const {
      segment,
      tag,
      eventId,
      standing,
      source,
      medium,
      campaign,
      owner,
      marketingConsent,
      search,
      sort,
      page,
      limit,
    } = query;
    const saved = segment === undefined ? null : await segmentById(app.db, caller.studioId, segment);
    if (segment !== undefined && saved === null) throw new Rejected("segment_not_found");
    const asked = {
      ...(tag !== undefined && { tags: [...saved?.filter.tags ?? [], tag] }),
      ...(eventId !== undefined && { eventId }),
      ...(standing !== undefined && { standing }),
      ...(source !== undefined && { source }),
      ...(medium !== undefined && { medium }),
      ...(campaign !== undefined && { campaign }),
      ...(owner !== undefined && { owner }),
      ...(marketingConsent !== undefined && { marketing: marketingConsent === "true" }),
    };
    const { rows, total } = await listPeople(app.db, {
      studioId: caller.studioId,
      search,
      filter: { ...saved?.filter, ...asked },
      sort,
      page,
      limit,
      now: app.commands.now(),
    });
    return { status: 200, body: { data: rows.map(answerOf), pagination: { total, page, limit } } };
  },
});

export const addLeadCall = operation({
  method: "POST",
  path: "/leads",
  needs: "lead.change",
  summary: "Add a person",
  description: "One per address: of somebody known, what is told is taken in.",
  idempotent: true,
  body: LeadBody,
  success: { status: 201, schema: LeadAnswer, description: "The person" },
  problems: { 409: "lead_merged, too_many_tags" },
  async handle({ app, caller, body }) {
    const { source = "api", medium = null, campaign = null, tags, marketingConsent, ...details } = body;
    const { personId, position } = await addLead(app.commands, caller, {
      details,
      origin: "api",
      attribution: { source, medium, campaign },
      marketing: marketingConsent,
      tags,
    });
    return { status: 201, body: await shown(app, caller, personId, position) };
  },
});

export const getLeadCall = operation({
  method: "GET",
  path: one,
  needs: "lead.read",
  summary: "Get a person",
  success: { status: 200, schema: LeadAnswer, description: "The person" },
  problems: { 404: missing },
  handle: async ({ app, caller, params }) => ({
    status: 200,
    body: await shown(app, caller, PersonId.parse(params.personId), null),
  }),
});

interface Step<B extends z.ZodType> {
  path: string;
  method?: "POST" | "PATCH" | "PUT";
  needs?: "lead.change" | "lead.merge";
  summary: string;
  description?: string;
  body: B;
  refusals?: string;
  notFound?: string;
  perform(call: Call<unknown, z.output<B>>, personId: PersonId): Promise<{ position: Position }>;
}

/** Something that happens to one person; the answer is the person as they are then. */
function step<B extends z.ZodType>(
  { path, method = "POST", needs = "lead.change", refusals, notFound, perform, ...rest }: Step<B>,
): Operation {
  return operation({
    ...rest,
    method,
    needs,
    path: one + path,
    idempotent: method === "POST",
    success: { status: 200, schema: LeadAnswer, description: "The person now" },
    problems: { 404: notFound ?? missing, 409: refusals ?? "lead_merged" },
    async handle(call) {
      const { app, caller, params } = call;
      const personId = PersonId.parse(params.personId);
      const { position } = await perform(call as Call<unknown, z.output<B>>, personId);
      return { status: 200, body: await shown(app, caller, personId, position) };
    },
  });
}

const Empty = z.object({});
const settled = (path: string, type: Parameters<typeof settleTask>[3], summary: string): Operation =>
  step({
    path: `/tasks/{taskId}/${path}`,
    summary,
    body: Empty,
    notFound: `${missing}; task_not_found`,
    perform: ({ app, caller, params }, personId) => settleTask(app.commands, caller, personId, type, params.taskId!),
  });

export const leadSteps: readonly Operation[] = [
  step({
    path: "",
    method: "PATCH",
    summary: "Change what is known of a person",
    description: "What is left out stays; an empty text takes it back. The address stays whose it is.",
    body: LeadChanges,
    perform: ({ app, caller, body }, personId) => changeLeadDetails(app.commands, caller, personId, body),
  }),
  step({
    path: "/tags",
    summary: "Give and take tags",
    body: TagsBody,
    refusals: "lead_merged, too_many_tags",
    perform: ({ app, caller, body }, personId) => tagLead(app.commands, caller, personId, body),
  }),
  step({
    path: "/notes",
    summary: "Keep a note that only members read",
    body: z.object({ text: z.string().trim().min(1).max(2_000) }),
    perform: ({ app, caller, body }, personId) => noteLead(app.commands, caller, personId, body.text),
  }),
  step({
    path: "/owner",
    method: "PUT",
    summary: "Have a member look after a person",
    body: z.object({ ownerId: UserId.nullable() }),
    notFound: `${missing}; member_not_found`,
    perform: ({ app, caller, body }, personId) => assignLead(app.commands, caller, personId, body.ownerId),
  }),
  step({
    path: "/tasks",
    summary: "Note what is to be done about a person",
    body: TaskBody,
    notFound: `${missing}; member_not_found`,
    perform: ({ app, caller, body }, personId) =>
      assignTask(app.commands, caller, personId, { ...body, ownerId: body.ownerId as UserId | null }),
  }),
  settled("complete", "CompleteTask", "Say that a task is done"),
  settled("reopen", "ReopenTask", "Say that a task is open again"),
  settled("remove", "RemoveTask", "Remove a task that was a mistake"),
  step({
    path: "/merge",
    needs: "lead.merge",
    summary: "Say that another person is the same human being",
    description: "The other one goes on as this one, which gets their tags. This cannot be undone.",
    body: z.object({ from: PersonId }),
    perform: ({ app, caller, body }, personId) => mergeLeads(app.commands, caller, { from: body.from, into: personId }),
  }),
];

export const listTasksCall = operation({
  method: "GET",
  path: "/tasks",
  needs: "lead.read",
  summary: "List what is to be done",
  query: ListTasksQuery,
  success: { status: 200, schema: TaskList, description: "Open tasks first, then by when they are due" },
  problems: { 400: "A parameter cannot be used" },
  async handle({ app, caller, query: { leadId, ...query } }) {
    const tasks = await listTasks(app.db, { studioId: caller.studioId, personId: leadId, ...query });
    return { status: 200, body: { data: tasks.map(taskOf) } };
  },
});

async function shown(
  app: Pick<Application, "db" | "caughtUp">,
  { studioId }: Caller,
  personId: PersonId,
  position: Position | null,
): Promise<LeadAnswer> {
  if (position !== null) await app.caughtUp(position, PATIENCE);
  const person = await personById(app.db, { studioId, personId });
  if (!person) throw new Rejected("lead_not_found");
  return answerOf(person);
}

function answerOf({ studioId: _, marketing, ...person }: PersonView): LeadAnswer {
  return { ...person, marketingConsent: marketing };
}

function taskOf({ personId, ...task }: TaskView) {
  return { ...task, leadId: personId };
}
