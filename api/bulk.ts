import { z } from "zod";
import { bulkOf, MOST_AT_ONCE, startBulk } from "../commands/bulk.ts";
import { BulkAction } from "../domain/bulk/events.ts";
import { Rejected } from "../domain/decider.ts";
import { EventId, RegistrationId } from "../domain/ids.ts";
import { walkRegistrations } from "../projections/queries.ts";
import { type Call, operation } from "./operation.ts";
import { RegistrationFilter } from "./schemas_desk.ts";

const path = "/events/{id}/registrations/bulk";

const BulkAnswer = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  action: BulkAction,
  status: z.enum(["running", "ended"]),
  total: z.int(),
  done: z.int().meta({ description: "Through, refused ones included" }),
  failed: z.array(z.object({ registrationId: z.uuid(), reason: z.string() }))
    .meta({ description: "Whom it was refused for, and why" }),
}).meta({ id: "BulkAction" });
type BulkAnswer = z.output<typeof BulkAnswer>;

export const startBulkCall = operation({
  method: "POST",
  path,
  needs: "registration.change",
  summary: "Do one thing with many registrations",
  description: "With those named, or with everybody who fits `filter` at this moment. It is done in the background, " +
    "whoever looks; each registration is asked for itself, so some can be refused.",
  idempotent: true,
  body: z.object({
    action: BulkAction,
    detail: z.string().trim().max(500).default("").meta({ description: "The reason for a decline" }),
    registrationIds: z.array(RegistrationId).min(1).max(20_000).optional(),
    filter: RegistrationFilter.optional().meta({ description: "{}: everybody" }),
  }).refine(({ registrationIds, filter }) => (registrationIds === undefined) !== (filter === undefined), {
    path: ["registrationIds"],
    error: "required",
  }),
  success: { status: 201, schema: BulkAnswer, description: "It has begun" },
  problems: {
    400: "Neither `registrationIds` nor `filter`, or both; bulk_empty",
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio",
  },
  async handle(call) {
    const { app, caller, params, body } = call;
    const eventId = EventId.parse(params.id);
    const { action, detail } = body;
    const registrationIds = body.registrationIds ?? await everybody(call, eventId, body.filter ?? {});
    const { bulkId } = await startBulk(app.commands, caller, { eventId, action, detail, registrationIds });
    return { status: 201, body: await shown(call, bulkId) };
  },
});

export const getBulkCall = operation({
  method: "GET",
  path: `${path}/{bulkId}`,
  needs: "registration.change",
  summary: "See how far a bulk action is",
  success: { status: 200, schema: BulkAnswer, description: "How far it is, and what failed" },
  problems: { 403: "Another trainer's event, or not for this role or key", 404: "No such event or bulk action" },
  async handle(call) {
    const answer = await shown(call, call.params.bulkId!);
    if (answer.eventId !== call.params.id) throw new Rejected("bulk_not_found");
    return { status: 200, body: answer };
  },
});

/** Who came first is dealt with first. */
async function everybody({ app }: Call, eventId: EventId, filter: RegistrationFilter): Promise<RegistrationId[]> {
  const { question, answer, ...plain } = filter;
  const asked = question !== undefined && answer !== undefined ? { question, is: answer } : undefined;
  const found: RegistrationId[] = [];
  for await (const { id } of walkRegistrations(app.db, { eventId, ...plain, answer: asked })) {
    found.push(id as RegistrationId);
    if (found.length > MOST_AT_ONCE) break;
  }
  return found.reverse();
}

async function shown({ app, caller }: Call, bulkId: string): Promise<BulkAnswer> {
  const { eventId, action, status, total, done, failed } = await bulkOf(app.commands, caller, bulkId);
  return {
    id: bulkId,
    eventId,
    action,
    status: status === "ended" ? "ended" : "running",
    total,
    done,
    failed: [...failed],
  };
}
