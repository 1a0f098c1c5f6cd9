import { bulkActions } from "./bulk_actions.ts";
import { crm } from "./crm.ts";
import { consents } from "./consents.ts";
import { conversions } from "./conversions.ts";
import { deliveries } from "./deliveries.ts";
import { demographics } from "./demographics.ts";
import { eventCards } from "./event_cards.ts";
import { eventDetails } from "./event_details.ts";
import { logIndex } from "./log_index.ts";
import { people } from "./people.ts";
import { registrations } from "./registrations.ts";
import { publicEvents } from "./public_events.ts";
import type { DatabaseOf } from "./runtime/definition.ts";
import { foldOf, type FoldSpec } from "./runtime/fold.ts";
import { suppressions } from "./suppressions.ts";
import { studioUsage } from "./studio_usage.ts";
import { studios } from "./studios.ts";
import { webhooks } from "./webhooks.ts";
import { visits } from "./visits.ts";

/** Every table of every read model, as queries see them: through the views of schema `read`. */
export type ReadModels =
  & DatabaseOf<typeof eventCards>
  & DatabaseOf<typeof eventDetails>
  & DatabaseOf<typeof registrations>
  & DatabaseOf<typeof people>
  & DatabaseOf<typeof crm>
  & DatabaseOf<typeof deliveries>
  & DatabaseOf<typeof suppressions>
  & DatabaseOf<typeof studios>
  & DatabaseOf<typeof studioUsage>
  & DatabaseOf<typeof bulkActions>
  & DatabaseOf<typeof demographics>
  & DatabaseOf<typeof visits>
  & DatabaseOf<typeof logIndex>
  & DatabaseOf<typeof publicEvents>
  & DatabaseOf<typeof conversions>
  & DatabaseOf<typeof consents>
  & DatabaseOf<typeof webhooks>;

/** Every read model, as the worker folds them. */
export const projections: readonly FoldSpec[] = [
  foldOf(eventCards),
  foldOf(eventDetails),
  foldOf(registrations),
  foldOf(people),
  foldOf(crm),
  foldOf(deliveries),
  foldOf(suppressions),
  foldOf(studios),
  foldOf(studioUsage),
  foldOf(bulkActions),
  foldOf(demographics),
  foldOf(visits),
  foldOf(logIndex),
  foldOf(publicEvents),
  foldOf(conversions),
  foldOf(consents),
  foldOf(webhooks),
] as FoldSpec[];

/** Names of the read models: what a request that has changed something may wait for. */
export const projectionNames: readonly string[] = projections.map(({ name }) => name);

/** Names of the tables that pages read, as views of the schema `read`. */
export const readModelTables: readonly string[] = projections.filter(({ readIn = "read" }) => readIn === "read")
  .flatMap(({ tables }) => Object.keys(tables));
