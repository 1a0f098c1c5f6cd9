/** Preloaded into a process of the product, makes it a newer one: some facts are written in a version that others do not know. */
import { StudioSettingsChanged } from "../../domain/studio/events.ts";
import { EventDetailsChanged } from "../../domain/virtual_event/events.ts";

for (const type of [EventDetailsChanged, StudioSettingsChanged]) {
  type.version++;
  type.upcasters = [...type.upcasters, (data) => data];
}
