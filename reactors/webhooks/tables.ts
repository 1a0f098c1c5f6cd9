import {
  bool,
  int,
  json,
  nullable,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "../../projections/runtime/definition.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { FactRef } from "../runtime/plan.ts";
import { ownerTables } from "../owners.ts";

/** What is known of whom to tell, and of what is told. Nothing personal, and no address. */
export const webhookTables = {
  hooks: table({
    key: "webhook_id",
    about: "Systems that are told of what happens.",
    columns: {
      webhook_id: uuid(),
      studio_id: uuid(),
      host: text(),
      types: json<string[]>(),
      /** Whether names and addresses of people are told. */
      personal: bool(),
      /** Why nothing is told; null: everything is. */
      paused: nullable(text()),
      removed: bool(),
      generation: int(),
      /** Until when the secret of the generation before signs, too. */
      former_until: nullable(timestamptz()),
    },
    indexes: [["studio_id"]],
  }),
  ...ownerTables,
  events: table({
    key: "event_id",
    columns: {
      event_id: uuid(),
      studio_id: uuid(),
      title: text(),
      slug: text(),
      time_zone: text(),
      dates: json<EventDate[]>(),
    },
  }),
  people: table({
    key: "id",
    about: "Where somebody's name and address stand, by registration and by person.",
    columns: { id: uuid(), told: json<FactRef>() },
  }),
} as const;

export type WebhookTables = typeof webhookTables;
export type HookRow = RowOf<WebhookTables["hooks"]["columns"]>;
export type TaleRow = RowOf<WebhookTables["events"]["columns"]>;
