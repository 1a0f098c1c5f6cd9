import type { AnyFact } from "../../../domain/catalogue.ts";
import { samples } from "../../support/golden_samples.ts";

const studioId = samples.StudioOpened.studioId;
const AT = "2026-06-01T10:00:00.000Z";
const STARTS = "2031-05-05T17:00:00.000Z";

/** An hour before an event of a {@link Crowd} begins. */
export const HOUR_BEFORE = "2031-05-05T16:00:00.000Z";

/** Facts of events with any number of people, without the commands that would lead to them. */
export class Crowd {
  position = 0n;

  fact(type: keyof typeof samples, change: Record<string, unknown>, more: { actor?: string } = {}): AnyFact {
    const data = { ...samples[type], ...change };
    const { actor = "system" } = more;
    const meta = { actor, studio: studioId, correlationId: "c", causationId: null, commandId: "", command: "" };
    return {
      type,
      data,
      id: idOf("f", Number(++this.position)),
      stream: "crowd",
      revision: 0,
      position: this.position,
      recordedAt: AT,
      meta: { ...meta, schemaVersion: 1, occurredAt: AT },
    } as unknown as AnyFact;
  }

  started(reactor: string): AnyFact {
    return this.fact("ReactorStarted", { reactor });
  }

  /** What makes an event one that reminds so long before it begins. */
  event(n: number, reminders: readonly string[]): AnyFact[] {
    const eventId = eventIdOf(n);
    return [
      this.fact("EventCreated", { eventId, studioId, timeZone: "UTC", dates: [dateAt(n, STARTS)] }),
      this.fact("AutomationsConfigured", { eventId, reminders, sequence: undefined, followUps: undefined }),
      this.fact("EventPublished", { eventId }),
    ];
  }

  moved(n: number, startsAt: string): AnyFact {
    return this.fact("EventRescheduled", { eventId: eventIdOf(n), timeZone: "UTC", dates: [dateAt(n, startsAt)] });
  }

  /** The `k`th person gets a place at event `n`. */
  registered(n: number, k: number): AnyFact[] {
    const whose = { eventId: eventIdOf(n), registrationId: idOf("a", k), personId: idOf("b", k) };
    return [this.fact("RegistrationRequested", whose), this.fact("RegistrationConfirmed", whose)];
  }

  /** And gives it up. */
  cancelled(n: number, k: number): AnyFact {
    const whose = { eventId: eventIdOf(n), registrationId: idOf("a", k), personId: idOf("b", k) };
    return this.fact("RegistrationCancelled", { ...whose, by: "registrant" });
  }

  elapsed(reactor: string, timer: { key: string; due: string }): AnyFact {
    return this.fact("TimerElapsed", { reactor, ...timer });
  }
}

export function eventIdOf(n: number): string {
  return idOf("e", n);
}

export function registrationIdOf(k: number): string {
  return idOf("a", k);
}

function idOf(kind: string, n: number): string {
  return `00000000-0000-4000-8${kind}00-${String(n).padStart(12, "0")}`;
}

function dateAt(n: number, startsAt: string) {
  return {
    dateId: idOf("d", n),
    startsAtLocal: startsAt.slice(0, 16),
    startsAt,
    durationMinutes: 60,
    endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
  };
}
