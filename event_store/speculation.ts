import { type Command, type Decider, type DomainEvent, Rejected } from "../domain/decider.ts";
import type { Metadata } from "../domain/fact.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Checked, Codec, Draft } from "./codec.ts";
import { DECLINED, type Folded } from "./folded.ts";
import type { Decided, Envelope } from "./handle.ts";
import type { Revision, StreamId } from "./port.ts";

type Unversioned = Omit<Metadata, "schemaVersion">;

/** What one command would lead to. Holds only once the append has succeeded at the revision that it was decided on. */
export type Verdict<E extends DomainEvent> =
  /** Decided by an earlier append; its first fact is at `from`. */
  | { kind: "earlier"; from: Revision }
  /** The same command came twice in one batch. */
  | { kind: "same"; as: number }
  | { kind: "facts"; events: Decided<E>[]; declined: string | null }
  | { kind: "nothing" }
  | { kind: "refused"; error: unknown };

export interface Speculation<S, E extends DomainEvent> {
  verdicts: Verdict<E>[];
  drafts: Draft[];
  /** The state after all of them. */
  state: S;
  /** Of the last draft. */
  occurredAt: string;
  decided: Map<string, Revision>;
}

/**
 * Decides commands one after another, each on the state that the ones before would leave, without touching `folded`:
 * domain states are persistent, so the committed one stays valid when the append fails.
 */
export function decideAll<C extends Command, S, E extends DomainEvent>(
  { decider, stream, folded, codec, now, commands }: {
    decider: Decider<C, S, E>;
    stream: StreamId;
    folded: Folded<S>;
    codec: Codec;
    /** ISO 8601 UTC. */
    now: string;
    commands: readonly { command: C; envelope: Envelope }[];
  },
): Speculation<S, E> {
  const occurredAt = now > folded.occurredAt ? now : folded.occurredAt;
  const drafts: Draft[] = [];
  const decided = new Map<string, Revision>();
  const within = new Map<string, number>();
  let { state } = folded;

  function decideOne(command: C, envelope: Envelope, index: number): Verdict<E> {
    const from = folded.decided.get(envelope.commandId);
    if (from !== undefined) return { kind: "earlier", from };
    const as = within.get(envelope.commandId);
    if (as !== undefined) return { kind: "same", as };
    within.set(envelope.commandId, index);
    const { declines, ...given } = envelope;
    const meta = { ...given, command: command.type, occurredAt };
    try {
      const at = command.at > folded.occurredAt ? command.at : folded.occurredAt;
      const events = decider.decide(at === command.at ? command : { ...command, at }, state);
      if (events.length > 0) return take(events, meta);
      return declines ? decline("nothing_to_do", meta) : { kind: "nothing" };
    } catch (error) {
      if (declines && error instanceof Rejected) return decline(error.reason, meta);
      return { kind: "refused", error };
    }
  }

  /** All or none: the state moves on only when every domain event of the command was good. */
  function take(events: E[], meta: Unversioned): Verdict<E> {
    const checked = events.map((event) => codec.check(event));
    let next = state;
    for (const { type, blank } of checked) next = decider.evolve(next, { type, data: blank } as unknown as E);
    state = next;
    const facts = checked.map((event, n) => {
      const { type, data } = event;
      return { type, data, ...place(event, meta, n) } as unknown as Decided<E>;
    });
    return { kind: "facts", events: facts, declined: null };
  }

  function decline(reason: string, meta: Unversioned): Verdict<E> {
    const { commandId, command } = meta;
    const event = codec.check({ type: DECLINED, data: { commandId, command, reason } });
    place(event, { ...meta, rule: meta.rule ?? reason }, 0);
    return { kind: "facts", events: [], declined: reason };
  }

  /** Gives the command's n-th domain event its place in the append. */
  function place(event: Checked, given: Unversioned, n: number) {
    const meta: Metadata = { ...given, schemaVersion: event.version };
    const id = uuidv5(meta.commandId, `${stream}/${n}`);
    drafts.push({ id, event, meta });
    const revision = folded.revision + drafts.length;
    if (n === 0) decided.set(meta.commandId, revision);
    return { id, stream, revision, meta };
  }

  const verdicts = commands.map(({ command, envelope }, index) => decideOne(command, envelope, index));
  return { verdicts, drafts, state, occurredAt, decided };
}
