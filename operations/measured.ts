import { type Command, type Decider, type DomainEvent, Rejected } from "../domain/decider.ts";
import type { Envelope, Handle } from "../event_store/handle.ts";
import { type EventStore, type StreamId, WrongRevision } from "../event_store/port.ts";
import type { FoldSpec } from "../projections/runtime/fold.ts";
import type { ChannelSpec } from "../reactors/runtime/channel.ts";
import type { Metrics } from "./metrics.ts";
import { isTracing, traced, traceDone } from "./tracing.ts";

/** A log whose appends are measured. */
export function measuredStore(store: EventStore, metrics: Metrics): EventStore {
  return {
    read: (stream, options) => store.read(stream, options),
    readAll: (options) => store.readAll(options),
    readAllBackwards: (options) => store.readAllBackwards(options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    close: () => store.close(),
    append: (stream, events, expected) => {
      const correlationId = events[0]?.metadata.correlationId ?? null;
      const said = { stream: stream.split("-", 1)[0]!, events: events.length };
      return traced("append", correlationId, said, () =>
        timed(
          (took, error) => metrics.took("webinars_append_seconds", took, { outcome: outcomeOf(error) }),
          () => store.append(stream, events, expected),
        ));
    },
  };
}

/** `handle`, with what each command took and what came of it. */
export function measuredHandle(handle: Handle, metrics: Metrics): Handle {
  const measured = <C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: StreamId,
    command: C,
    envelope: Envelope,
  ) =>
    traced("command", envelope.correlationId, { command: command.type }, () =>
      timed(
        (took, error) =>
          metrics.took("webinars_command_seconds", took, { command: command.type, outcome: outcomeOf(error) }),
        () => handle(decider, stream, command, envelope),
      ));
  return Object.assign(measured, { stateOf: handle.stateOf });
}

/** A channel whose calls are measured, each in the trace of what it belongs to. */
export function measuredChannel(name: string, spec: ChannelSpec, metrics: Metrics): ChannelSpec {
  return {
    ...spec,
    async prepare(row) {
      const ready = await spec.prepare(row);
      if (!("send" in ready)) return ready;
      return {
        send: (attempt) =>
          traced(
            "delivery",
            row.correlation_id,
            { channel: name, reactor: row.reactor, attempt: row.attempt + 1 },
            () =>
              timed(
                (took, error) =>
                  metrics.took("webinars_delivery_seconds", took, { channel: name, outcome: outcomeOf(error) }),
                () => ready.send(attempt),
              ),
          ),
      };
    },
  };
}

/** A fold whose work shows in the traces of the facts it folds: the outbox of a reactor too. */
export function tracedFold<F extends FoldSpec>(spec: F): F {
  if (!isTracing()) return spec;
  const apply: F["apply"] = (fact, rows) => {
    const startedAt = new Date();
    const output = spec.apply(fact, rows);
    const name = spec.name.startsWith("reactor_") ? "outbox" : "fold";
    const { correlationId } = fact.meta as { correlationId: string };
    if (isRecent(fact.recordedAt)) traceDone(name, correlationId, { fold: spec.name, type: fact.type }, startedAt);
    return output;
  };
  return { ...spec, apply };
}

/** A rebuild folds years of facts: their traces are long over. */
function isRecent(recordedAt: string): boolean {
  return Date.now() - Date.parse(recordedAt) < 60_000;
}

async function timed<T>(note: (seconds: number, error?: unknown) => void, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    const result = await work();
    note((performance.now() - began) / 1000);
    return result;
  } catch (error) {
    note((performance.now() - began) / 1000, error);
    throw error;
  }
}

/** One of few words: a reason code, a class of failure. */
function outcomeOf(error: unknown): string {
  if (error === undefined) return "ok";
  if (error instanceof Rejected) return "refused";
  if (error instanceof WrongRevision) return "conflict";
  return "failed";
}
