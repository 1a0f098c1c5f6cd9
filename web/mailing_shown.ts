import type { Position } from "../event_store/port.ts";
import type { Application } from "./application.ts";

/** How long an answer waits for a mailing to show what was just decided, in ms; then it shows it a moment later. */
const PATIENCE = 2_000;

/** Waits until mailings show what was decided up to here; says whether they do. */
export function mailingShown(app: Pick<Application, "caughtUp">, position: Position): Promise<boolean> {
  return app.caughtUp(position, PATIENCE, ["reactor_campaigns"]);
}
