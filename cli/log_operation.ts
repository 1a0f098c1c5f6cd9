import { parseArgs } from "node:util";
import { type EventStore, type Filter, isEvent, type RecordedEvent } from "../event_store/port.ts";

/** What `deno task log` was asked. Instants are ISO 8601. */
interface LogQuestion {
  verb: "tail" | "export";
  /** Events that `tail` begins with. */
  last: number;
  follow: boolean;
  filter: Filter | undefined;
  since: string | undefined;
  until: string | undefined;
  studio: string | undefined;
  actor: string | undefined;
  correlation: string | undefined;
}

export const logUsage = `deno task log [tail|export] [options]

  tail      the newest facts (20), oldest of them first; --follow goes on with what comes
  export    the log as NDJSON, as it stands in the store: personal data stays encrypted, so seals can be checked against it

  -n, --last N          how many facts tail begins with
  -f, --follow          tail goes on until Ctrl-C
  --type NAME           only this type; may be repeated
  --stream PREFIX       only streams that begin so; may be repeated
  --since, --until TIME recorded within, ISO 8601
  --studio ID, --actor ACTOR, --correlation ID
`;

/** @throws {TypeError} on words that mean nothing, naming them */
export function parseLogQuestion(args: readonly string[]): LogQuestion {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      last: { type: "string", short: "n", default: "20" },
      follow: { type: "boolean", short: "f", default: false },
      type: { type: "string", multiple: true },
      stream: { type: "string", multiple: true },
      since: { type: "string" },
      until: { type: "string" },
      studio: { type: "string" },
      actor: { type: "string" },
      correlation: { type: "string" },
    },
  });
  const [verb = "tail", ...more] = positionals;
  if (more.length > 0 || (verb !== "tail" && verb !== "export")) throw new TypeError(`log ${positionals.join(" ")}?`);
  const last = Number(values.last);
  if (!Number.isInteger(last) || last < 0) throw new TypeError(`--last ${values.last} is no number of facts`);
  const { type: types, stream: streamPrefixes, follow, studio, actor, correlation } = values;
  return {
    verb,
    last,
    follow,
    filter: types || streamPrefixes ? { types, streamPrefixes } : undefined,
    since: instant(values.since, "--since"),
    until: instant(values.until, "--until"),
    studio,
    actor,
    correlation,
  };
}

/** The facts that `deno task log …` asks for, without where they stand in this very log. @throws {TypeError} on words that mean nothing */
export async function* tellLog(
  log: EventStore,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Omit<RecordedEvent, "position">> {
  for await (const { position: _, ...event } of readLog(log, parseLogQuestion(args), signal)) yield event;
}

/** The facts asked for, in the log's order. With `--follow` it ends when `signal` is aborted. */
async function* readLog(
  store: EventStore,
  question: LogQuestion,
  signal: AbortSignal,
): AsyncGenerator<RecordedEvent> {
  if (question.verb === "export") {
    for await (const event of store.readAll({ after: 0n, filter: question.filter })) {
      if (question.until !== undefined && event.recordedAt > question.until) return;
      if (matches(event, question)) yield event;
    }
    return;
  }
  const head = await store.head();
  yield* await newest(store, question);
  if (!question.follow) return;
  for await (const item of store.subscribe({ after: head, filter: question.filter, signal })) {
    if (isEvent(item) && matches(item, question)) yield item;
  }
}

async function newest(store: EventStore, question: LogQuestion): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  let before: bigint | undefined;
  while (found.length < question.last) {
    const page = await Array.fromAsync(store.readAllBackwards({ before, limit: 1_000 }));
    for (const event of page) {
      if (found.length < question.last && matches(event, question)) found.push(event);
    }
    const oldest = page.at(-1);
    if (!oldest || (question.since !== undefined && oldest.recordedAt < question.since)) break;
    before = oldest.position;
  }
  return found.reverse();
}

function matches(event: RecordedEvent, { filter, since, until, studio, actor, correlation }: LogQuestion): boolean {
  const { types, streamPrefixes } = filter ?? {};
  if (types && !types.includes(event.type)) return false;
  if (streamPrefixes && !streamPrefixes.some((prefix) => event.stream.startsWith(prefix))) return false;
  if (since !== undefined && event.recordedAt < since) return false;
  if (until !== undefined && event.recordedAt > until) return false;
  if (studio !== undefined && event.metadata.studio !== studio) return false;
  if (actor !== undefined && event.metadata.actor !== actor) return false;
  return correlation === undefined || event.metadata.correlationId === correlation;
}

function instant(given: string | undefined, option: string): string | undefined {
  if (given === undefined) return undefined;
  const date = new Date(given);
  if (Number.isNaN(date.getTime())) {
    throw new TypeError(`${option} ${given} is no time; write it like 2026-11-24T18:00Z`);
  }
  return date.toISOString();
}
