import type { AnyFact, FactOf } from "../domain/catalogue.ts";
import { TEST_TYPE, type WebhookType, webhookTypes } from "../domain/webhook/types.ts";
import { keepOwners, tellOwners } from "./owners.ts";
import { type Own, type Reactions, reactor } from "./runtime/definition.ts";
import { deliver, type Plan, skip } from "./runtime/plan.ts";
import { type HookRow, type WebhookTables, webhookTables } from "./webhooks/tables.ts";

type Mine = Own<WebhookTables>;

/** Tells the systems that a studio has named of what happens in it. */
export const webhooks = reactor({
  name: "webhooks",
  version: 1,
  about: "Calls that tell a studio's own systems of what happens, signed, each under an id of its own.",
  tables: webhookTables,
  on: withTelling({
    ...keepOwners as Reactions<WebhookTables>,
    EventCreated: ({ data: { eventId, studioId, title, slug, timeZone, dates } }, own) => {
      own.events.insert({ event_id: eventId, studio_id: studioId, title, slug, time_zone: timeZone, dates });
    },
    EventDetailsChanged: ({ data: { eventId, changes: { title, slug } } }, own) => {
      own.events.update(eventId, { ...(title ? { title } : {}), ...(slug ? { slug } : {}) });
    },
    EventRescheduled: ({ data: { eventId, timeZone, dates } }, own) => {
      own.events.update(eventId, { time_zone: timeZone, dates });
    },
    RegistrationRequested: ({ data: { registrationId }, stream, revision }, own) => {
      own.people.insert({ id: registrationId, told: { stream, revision } });
    },
    LeadCaptured: ({ data: { personId, registrationId }, stream, revision }, own) => {
      const registered = registrationId === null ? undefined : own.people.get(registrationId);
      own.people.insert({ id: personId, told: registered?.told ?? { stream, revision } });
    },

    WebhookAdded: ({ data: { webhookId, studioId, host, types, personal } }, own) => {
      const which = { webhook_id: webhookId, studio_id: studioId };
      const rest = { paused: null, removed: false, generation: 1, former_until: null };
      own.hooks.insert({ ...which, host, types, personal, ...rest });
    },
    WebhookChanged: ({ data: { webhookId, changes: { host, types, personal } } }, own) => {
      own.hooks.update(webhookId, {
        ...(host === undefined ? {} : { host }),
        ...(types === undefined ? {} : { types }),
        ...(personal === undefined ? {} : { personal }),
      });
    },
    WebhookPaused: ({ id, data: { webhookId, studioId, reason } }, own) => {
      own.hooks.update(webhookId, { paused: reason });
      return reason === "gone"
        ? tellOwners(own, studioId, { id: webhookId, pause: id }, { kind: "webhook_gone", webhookId })
        : [];
    },
    WebhookResumed: ({ data: { webhookId } }, own) => void own.hooks.update(webhookId, { paused: null }),
    WebhookSecretRotated: ({ data: { webhookId, generation, formerUntil } }, own) => {
      own.hooks.update(webhookId, { generation, former_until: formerUntil });
    },
    WebhookRemoved: ({ data: { webhookId } }, own) => void own.hooks.update(webhookId, { removed: true }),
    WebhookTestRequested: ({ data: { webhookId, studioId, testId }, stream, revision }) =>
      deliver({
        key: `test:${webhookId}:${testId}:${TEST_TYPE}`,
        channel: "webhooks",
        urgent: true,
        studioId,
        mail: { kind: "webhook", webhookId, type: TEST_TYPE, fact: { stream, revision }, person: null },
      }),
  }),
});

/** The reactions, each followed by telling of the fact whoever wants to hear of it. */
function withTelling(reactions: Reactions<WebhookTables>): Reactions<WebhookTables> {
  type Handler = (fact: AnyFact, own: Mine) => Plan | readonly Plan[] | void;
  const kept = reactions as Record<string, Handler | undefined>;
  const told = Object.entries(webhookTypes).map(([type, name]): [string, Handler] => [name, (fact, own) => {
    const before = kept[name]?.(fact, own) ?? [];
    return [...[before].flat(), ...tell(fact, type as WebhookType, own)];
  }]);
  return { ...reactions, ...Object.fromEntries(told) } as Reactions<WebhookTables>;
}

type Telling = FactOf<typeof webhookTypes[WebhookType]>;

/** Frozen: another key for the same fact would tell it under a second id. */
function keyOf({ webhook_id }: HookRow, fact: AnyFact, type: WebhookType): string {
  return `webhook:${webhook_id}:${fact.id}:${type}`;
}

function tell(fact: AnyFact, type: WebhookType, own: Mine): Plan[] {
  const { studio } = fact.meta;
  if (studio === null) return [];
  const { eventId, registrationId, personId } = (fact as Telling).data as {
    eventId?: string | null;
    registrationId?: string | null;
    personId?: string;
  };
  const person = own.people.get(registrationId ?? personId ?? "")?.told ?? null;
  return own.hooks.where({ studio_id: studio })
    .filter(({ removed, types }) => !removed && types.includes(type))
    .map((hook) => {
      const about = {
        key: keyOf(hook, fact, type),
        channel: "webhooks",
        studioId: studio,
        ...(personId ? { personId } : {}),
        ...(eventId ? { eventId } : {}),
        ...(registrationId ? { registrationId } : {}),
      } as const;
      if (hook.paused !== null) return skip({ ...about, reason: "paused" });
      const { stream, revision } = fact;
      const mail = { kind: "webhook", webhookId: hook.webhook_id, type, fact: { stream, revision }, person };
      return deliver({ ...about, mail });
    });
}
