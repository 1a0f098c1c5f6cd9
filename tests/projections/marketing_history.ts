import type { AnyEvent, EventName } from "../../domain/catalogue.ts";
import { deliveryId } from "../../domain/delivery/delivery.ts";
import type { EventId, PersonId, RegistrationId } from "../../domain/ids.ts";
import { samples } from "../support/golden_samples.ts";
import type { Random } from "../support/random.ts";
import { type History, studio } from "./history.ts";

/** Somebody who registered. */
export interface Registered {
  eventId: EventId;
  registrationId: RegistrationId;
  personId: PersonId;
}

interface Person {
  personId: string;
  tasks: string[];
  merged: boolean;
}
interface Delivery {
  id: string;
  attempts: number;
  over: boolean;
}

/** An event of a type with the sample's data but for what is given. */
function fact<N extends EventName>(type: N, change: Record<string, unknown>): AnyEvent {
  return { type, data: { ...samples[type], studioId: studio, ...change } } as unknown as AnyEvent;
}

/** What stands beside events: leads, segments, mailings, consents, visits, pixels, webhooks, and the calls about them. */
export class MarketingHistory {
  readonly #known = new Map<string, Person>();
  readonly #pixels: string[] = [];
  readonly #webhooks: string[] = [];
  readonly #campaigns: string[] = [];
  readonly #segments: string[] = [];
  readonly #rules: string[] = [];
  readonly #browsers: string[] = [];
  readonly #deliveries: Delivery[] = [];
  #names = 0;

  constructor(private readonly history: History, private readonly random: Random) {}

  /** Writes one more thing that happened; `one`: to whom it may have happened. */
  async write(one: Registered | undefined, isErased: (personId: string) => boolean): Promise<void> {
    const acts = [
      () => this.#lead(one, isErased),
      () => this.#lead(one, isErased),
      () => this.#lead(one, isErased),
      () => this.#sorting(),
      () => this.#mailing(),
      () => this.#browser(one, isErased),
      () => this.#browser(one, isErased),
      () => this.#pixel(),
      () => this.#webhook(),
      () => this.#delivery(),
      () => this.#delivery(),
    ];
    await acts[this.random.between(0, acts.length - 1)]!();
  }

  async #lead(one: Registered | undefined, isErased: (personId: string) => boolean): Promise<void> {
    const { random } = this;
    if (one && !isErased(one.personId) && !this.#known.has(one.personId)) {
      const { personId, eventId, registrationId } = one;
      this.#known.set(personId, { personId, tasks: [], merged: false });
      const blank = { email: null, firstName: null, lastName: null, phone: null, company: null, position: null };
      const about = { personId, eventId, registrationId, origin: "registration", marketing: false, ...blank };
      return await this.#append(`lead-${personId}`, fact("LeadCaptured", about));
    }
    if (random.chance(0.2)) {
      const personId = crypto.randomUUID();
      this.#known.set(personId, { personId, tasks: [], merged: false });
      const name = `imported${++this.#names}`;
      const attribution = { source: this.#pick(["fair", "shop"]), medium: this.#pick(["mail", null]), campaign: null };
      const about = {
        personId,
        attribution,
        marketing: random.chance(0.5),
        email: `${name}@example.org`,
        firstName: name,
      };
      return await this.#append(`lead-${personId}`, fact("LeadCaptured", about));
    }
    const active = [...this.#known.values()].filter(({ personId, merged }) => !merged && !isErased(personId));
    const [person, other] = [this.#pick(active), this.#pick(active)];
    if (!person || !other) return;
    const { personId, tasks } = person;
    const stream = `lead-${personId}`;
    const tag = this.#pick(["vip", "press", "fair"])!;
    const task = this.#pick(tasks);
    const acts: (() => Promise<void>)[] = [
      () => this.#append(stream, fact("LeadTagged", { personId, added: [tag], removed: [] })),
      () => this.#append(stream, fact("LeadTagged", { personId, added: [], removed: [tag] })),
      () => this.#append(stream, fact("LeadAssigned", { personId, ownerId: this.#pick([crypto.randomUUID(), null]) })),
      () => this.#append(stream, fact("LeadNoted", { personId, noteId: crypto.randomUUID() })),
      () =>
        this.#append(stream, fact("LeadDetailsChanged", { personId, phone: this.#pick(["", "1", null]), email: null })),
      async () => {
        const taskId = crypto.randomUUID();
        tasks.push(taskId);
        await this.#append(stream, fact("TaskAssigned", { personId, taskId }));
      },
      async () => {
        if (task) {
          await this.#append(
            stream,
            fact(this.#pick(["TaskCompleted", "TaskReopened"] as const)!, { personId, taskId: task }),
          );
        }
      },
      async () => {
        if (!task) return;
        tasks.splice(tasks.indexOf(task), 1);
        await this.#append(stream, fact("TaskRemoved", { personId, taskId: task }));
      },
      () =>
        this.#append(
          `suppression-${personId}`,
          fact(this.#pick(["AddressSuppressed", "AddressReleased"] as const)!, { personId }),
        ),
      async () => {
        if (person === other) return;
        person.merged = true;
        await this.#append(stream, fact("LeadMerged", { personId, intoPersonId: other.personId }));
        const about = { personId: other.personId, fromPersonId: personId, tags: ["vip"] };
        await this.#append(`lead-${other.personId}`, fact("LeadAbsorbed", about));
      },
    ];
    await this.#pick(acts)!();
  }

  async #sorting(): Promise<void> {
    const stream = `crm-${studio}`;
    const segmentId = this.#pick(this.#segments);
    const ruleId = this.#pick(this.#rules);
    if (segmentId && this.random.chance(0.3)) return await this.#append(stream, fact("SegmentRemoved", { segmentId }));
    if (ruleId && this.random.chance(0.3)) return await this.#append(stream, fact("TagRuleRemoved", { ruleId }));
    const id = crypto.randomUUID();
    const isSegment = this.random.chance(0.5);
    (isSegment ? this.#segments : this.#rules).push(id);
    await this.#append(
      stream,
      isSegment ? fact("SegmentSaved", { segmentId: id }) : fact("TagRuleSaved", { ruleId: id }),
    );
  }

  async #mailing(): Promise<void> {
    const known = this.#pick(this.#campaigns);
    const campaignId = known && this.random.chance(0.7) ? known : crypto.randomUUID();
    const stream = `campaign-${campaignId}`;
    if (campaignId !== known) {
      this.#campaigns.push(campaignId);
      return await this.#append(stream, fact("CampaignPlanned", { campaignId }));
    }
    const steps = ["CampaignPaused", "CampaignResumed", "CampaignStopped"] as const;
    await this.#append(stream, fact(this.#pick(steps)!, { campaignId }));
  }

  async #browser(one: Registered | undefined, isErased: (personId: string) => boolean): Promise<void> {
    const consentId = this.#pick(this.#browsers) ?? crypto.randomUUID();
    const [ads, statistics] = [this.random.chance(0.6), this.random.chance(0.6)];
    const consent = { ...samples.VisitTracked.consent, consentId, ads, statistics };
    const personId = crypto.randomUUID();
    const acts: (() => Promise<void>)[] = [
      async () => {
        const chosen = crypto.randomUUID();
        this.#browsers.push(chosen);
        await this.#append(`consent-${chosen}`, fact("ConsentChosen", { consentId: chosen, ads, statistics }));
      },
      () =>
        this.#append(
          `visit-${personId}`,
          fact("VisitTracked", { visitId: crypto.randomUUID(), personId, eventId: one?.eventId ?? null, consent }),
        ),
      () =>
        this.#append(
          `conversion-${personId}`,
          fact("ConversionReported", { conversionId: crypto.randomUUID(), personId, eventId: null, consent }),
        ),
      () =>
        this.#append(
          `consent-${consentId}`,
          fact("ConsentWithdrawn", { subjectId: consentId, personId: null, purposes: ["ads"] }),
        ),
    ];
    if (one && !isErased(one.personId)) {
      acts.push(
        () => this.#append(`event-${one.eventId}`, fact("RegistrationTracked", { ...one, consent })),
        () => this.#append(`consent-${one.personId}`, fact("ConsentWithdrawn", { ...one, subjectId: one.personId })),
        () => this.#append(`event-${one.eventId}`, fact("AttendanceMarked", { ...one, attendance: "attended" })),
      );
    }
    await this.#pick(acts)!();
  }

  async #pixel(): Promise<void> {
    const trackingId = this.#pick(this.#pixels);
    if (!trackingId || this.random.chance(0.2)) {
      const fresh = crypto.randomUUID();
      this.#pixels.push(fresh);
      return await this.#append(`tracking-${fresh}`, fact("TrackingConfigured", { trackingId: fresh }));
    }
    const names = [
      "ConnectionTested",
      "TrackingPaused",
      "TrackingResumed",
      "TokenRotated",
      "TrackedEventsChanged",
      "TrackingSettingsChanged",
      "BackfillRequested",
      "TestEventRequested",
      "TrackingRemoved",
    ] as const;
    const ids = { trackingId, backfillId: crypto.randomUUID(), testId: crypto.randomUUID() };
    await this.#append(`tracking-${trackingId}`, fact(this.#pick(names)!, ids));
  }

  async #webhook(): Promise<void> {
    const webhookId = this.#pick(this.#webhooks);
    if (!webhookId || this.random.chance(0.2)) {
      const fresh = crypto.randomUUID();
      this.#webhooks.push(fresh);
      return await this.#append(`webhook-${fresh}`, fact("WebhookAdded", { webhookId: fresh }));
    }
    const names = [
      "WebhookChanged",
      "WebhookPaused",
      "WebhookResumed",
      "WebhookSecretRotated",
      "WebhookTestRequested",
      "WebhookRemoved",
    ] as const;
    await this.#append(`webhook-${webhookId}`, fact(this.#pick(names)!, { webhookId, testId: crypto.randomUUID() }));
  }

  /** A call to a platform or a webhook, or a mail of a mailing, from its first attempt or skip to its end. */
  async #delivery(): Promise<void> {
    const open = this.#pick(this.#deliveries.filter(({ over }) => !over));
    if (open && this.random.chance(0.6)) return await this.#outcome(open);
    const [pixel, webhook] = [this.#pick(this.#pixels), this.#pick(this.#webhooks)];
    const source = crypto.randomUUID();
    const about = this.#pick([
      ...(pixel
        ? [{ reactor: "conversions", key: `conversion:${pixel}:${source}:registered:Lead`, channel: "conversions" }]
        : []),
      ...(webhook
        ? [{ reactor: "webhooks", key: `webhook:${webhook}:${source}:registration.confirmed`, channel: "webhooks" }]
        : []),
      { reactor: "campaigns", key: `campaign:${source}:${source}`, channel: "mail" },
    ])!;
    const id = deliveryId(about.reactor, about.key);
    const made: Delivery = { id, attempts: 0, over: this.random.chance(0.2) };
    this.#deliveries.push(made);
    if (made.over) {
      return await this.#append(
        `delivery-${id}`,
        fact("DeliverySkipped", { deliveryId: id, ...about, reason: "paused" }),
      );
    }
    made.attempts = 1;
    const attempt = { deliveryId: id, ...about, attempt: 1, repeatsUnknown: false };
    await this.#append(`delivery-${id}`, fact("DeliveryAttempted", attempt));
  }

  async #outcome(delivery: Delivery): Promise<void> {
    const { id, attempts } = delivery;
    const type = this.#pick(["DeliverySucceeded", "DeliveryFailed", "DeliveryAbandoned"] as const)!;
    delivery.over = type !== "DeliveryFailed";
    await this.#append(`delivery-${id}`, fact(type, { deliveryId: id, attempt: attempts }));
    if (type === "DeliveryAbandoned" && this.random.chance(0.5)) {
      await this.#append(`delivery-${id}`, fact("DeliveryReplayed", { deliveryId: id }));
    }
  }

  async #append(stream: string, event: AnyEvent): Promise<void> {
    await this.history.write(stream, [event]);
  }

  #pick<T>(values: readonly T[]): T | undefined {
    return values[this.random.between(0, values.length - 1)];
  }
}
