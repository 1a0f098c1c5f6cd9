import type { Context } from "fresh";
import { hrefOf } from "../../components/dashboard/event.ts";
import type { EventId } from "../../domain/ids.ts";
import type { EventView } from "../../projections/queries.ts";
import type { State } from "../state.ts";
import { allows, shown, workplaceOf } from "./trainer.ts";
import { checklistOf } from "./wizard/checklist.ts";
import { editableOf } from "./wizard/saving.ts";

/** What the page shows on which an event is published. */
export async function publishPage(
  ctx: Context<State>,
  view: EventView,
  wrong: { problem?: string; errors?: Readonly<Record<string, string>> } = {},
) {
  const { app } = ctx.state;
  const now = app.commands.now();
  const edited = await editableOf(ctx, view.id as EventId);
  return {
    event: shown(view, workplaceOf(ctx.state).address, app, now),
    seesPeople: allows(ctx.state, "registration.read", view.trainerId),
    now,
    panel: {
      href: hrefOf(view.id),
      timeZone: view.timeZone,
      checks: checklistOf(edited, now),
      publishAt: edited.event.publishAt,
      requestId: crypto.randomUUID(),
      problem: wrong.problem,
      errors: wrong.errors ?? {},
    },
  };
}
