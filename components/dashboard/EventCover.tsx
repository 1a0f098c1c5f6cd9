import { Cover } from "../Cover.tsx";
import type { EventView } from "./event.ts";

/** The cover of an event, or what stands in for it. Silent: its title is beside it. */
export function EventCover({ event, width }: { event: Pick<EventView, "id" | "cover">; width: 320 | 640 }) {
  if (event.cover === null) return <Cover seed={event.id} id={event.id} />;
  return <img class="cover" src={`/media/${event.cover}-${width}.webp`} alt="" loading="lazy" />;
}
