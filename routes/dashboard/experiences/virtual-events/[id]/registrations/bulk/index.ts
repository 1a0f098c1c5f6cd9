import { z } from "zod";
import { MOST_AT_ONCE, startBulk } from "../../../../../../../commands/bulk.ts";
import { BulkAction } from "../../../../../../../domain/bulk/events.ts";
import { type EventId, RegistrationId } from "../../../../../../../domain/ids.ts";
import { uuidv5 } from "../../../../../../../domain/uuid.ts";
import { walkRegistrations } from "../../../../../../../projections/queries.ts";
import { parseFields } from "../../../../../../../web/body.ts";
import { callerOf } from "../../../../../../../web/caller.ts";
import { requestIdOf } from "../../../../../../../web/pages/event_saving.ts";
import { deskFilter, queryOf } from "../../../../../../../web/pages/desk.ts";
import { eventOf } from "../../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../../web/state.ts";

const Asked = z.object({
  action: BulkAction,
  detail: z.string().trim().max(500).default(""),
  everybody: z.literal("true").optional(),
});

/** Starts something for the chosen registrations, or for everybody who fits the filter in the address; the worker does it. */
export const handler = define.handlers({
  async POST(ctx) {
    const { app } = ctx.state;
    const view = await eventOf(ctx, "registration.change");
    const fields = await parseFields(ctx.req);
    const raw = Object.fromEntries(fields);
    const { action, detail, everybody } = Asked.parse(raw);
    const registrationIds: RegistrationId[] = [];
    if (everybody) {
      const query = queryOf(view.id, view.timeZone, deskFilter(ctx.url.searchParams));
      for await (const { id } of walkRegistrations(app.db, query)) {
        registrationIds.push(id as RegistrationId);
        if (registrationIds.length > MOST_AT_ONCE) break;
      }
      registrationIds.reverse(); // who came first is dealt with first
    } else registrationIds.push(...z.array(RegistrationId).max(1_000).parse(fields.getAll("selected")));
    const pressed = JSON.stringify([ctx.url.pathname, ctx.url.search, [...fields]]);
    const caller = { ...callerOf(ctx.state), commandId: uuidv5(requestIdOf(raw), pressed) };
    const { bulkId } = await startBulk(app.commands, caller, {
      eventId: view.id as EventId,
      action,
      detail,
      registrationIds,
    });
    return ctx.redirect(`${ctx.url.pathname}/${bulkId}${ctx.url.search}`, 303);
  },
});
