import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Core } from "./core.ts";
import { logLine } from "./log_line.ts";

/** Events whose seats are ready in memory before anybody asks. */
const EVENTS = 3;

/**
 * Reads the seats of the largest events that people registered for lately, so that the first who asks does not wait for it.
 * Without snapshots there is nothing to do: what is folded from the log in a moment needs no preparation.
 */
export async function warmUp({ handle, snapshots }: Pick<Core, "handle" | "snapshots">): Promise<void> {
  try {
    const events = (await snapshots.latest()).filter((stream) => stream.startsWith("event-"));
    for (const stream of events.slice(0, EVENTS)) await handle.stateOf(virtualEvent, stream);
  } catch (error) {
    logLine("warning", "seats are read when somebody asks for them", { error });
  }
}
