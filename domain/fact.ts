import type { DomainEvent } from "./decider.ts";

/** Who asked for it: `user:<id>`, `key:<id>`, `registrant:<registrationId>`, `reactor:<name>`, `cli:<account>`, `system`. */
export type Actor = string;

/** What stands beside the data of every domain event, never personal. */
export interface Metadata {
  actor: Actor;
  /** The studio it belongs to; null for facts of the installation. */
  studio: string | null;
  /** Same for everything that one outside request led to. */
  correlationId: string;
  /** The domain event or command that caused this one. */
  causationId: string | null;
  commandId: string;
  /** Name of the command that decided it. */
  command: string;
  /** Reason code or rule that led here, where a rule did. */
  rule?: string;
  schemaVersion: number;
  /** ISO 8601 UTC; never runs backwards within a stream. */
  occurredAt: string;
  /** Original time of recording of a fact that was moved between stores. */
  recordedAt?: string;
}

/** A domain event as folds see it: decoded, upcast, in its newest version, with its place in the log. */
export type Fact<E extends DomainEvent = DomainEvent> = E & {
  id: string;
  stream: string;
  revision: number;
  position: bigint;
  /** ISO 8601 UTC. */
  recordedAt: string;
  meta: Metadata;
};
