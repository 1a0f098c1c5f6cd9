import { createHash } from "node:crypto";
import { Sealed } from "../../domain/seal/events.ts";
import { BEGINNING, type RecordedEvent } from "../../event_store/port.ts";
import { leafHash } from "../../event_store/seals/leaf.ts";
import { sealStream } from "../../event_store/seals/sealer.ts";
import { type Seal, sealHash } from "../../event_store/seals/statement.ts";
import { catalogue } from "../../domain/catalogue.ts";
import { type LogFilter, walkLog } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

type App = Pick<Application, "db" | "store" | "codec" | "vault">;

export type ExportFormat = "ndjson" | "csv";

/** What is exported: a studio's facts that a filter lets through, up to one position, so that every file of it agrees. */
export interface Exported {
  studioId: string;
  filter: LogFilter;
  through: string;
}

const PAGE = 500;
const AT_ONCE = 50;

/** The facts, oldest first, as they stand in the log: what is personal stays encrypted. */
export async function* exportedFacts(app: App, { filter, through }: Exported): AsyncGenerator<RecordedEvent[]> {
  const asked = { ...filter, through };
  if (isNarrow(filter)) return yield* oneByOne(app, asked);
  const { studioId, type, category, from, until } = filter;
  const [first] = from ? await walkLog(app.db, { ...asked, limit: 1 }) : [];
  if (from && !first) return;
  const matches = (event: RecordedEvent) => {
    const recordedAt = String(event.metadata.recordedAt ?? event.recordedAt);
    return event.metadata.studio === studioId && (!from || recordedAt >= from) && (!until || recordedAt < until) &&
      (!type || !category || event.stream.startsWith(`${category}-`));
  };
  const range = { after: first ? BigInt(first.position) - 1n : BEGINNING, until: BigInt(through) };
  const chosen = type
    ? { types: app.codec.namesOf([type]) }
    : category
    ? { streamPrefixes: [`${category}-`] }
    : undefined;
  let page: RecordedEvent[] = [];
  for await (const event of app.store.readAll({ ...range, filter: chosen })) {
    if (!matches(event)) continue;
    page.push(event);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Few facts far apart: each is found by the index, and read where it stands. */
function isNarrow({ stream, actor, personId, registrationId, correlationId }: LogFilter): boolean {
  return [stream, actor, personId, registrationId, correlationId].some(Boolean);
}

async function* oneByOne({ db, store }: App, filter: LogFilter): AsyncGenerator<RecordedEvent[]> {
  let after = "0";
  while (true) {
    const entries = await walkLog(db, { ...filter, after, limit: PAGE });
    const page: RecordedEvent[] = [];
    for (let i = 0; i < entries.length; i += AT_ONCE) {
      const some = await Promise.all(
        entries.slice(i, i + AT_ONCE).map(({ stream, revision }) =>
          Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))
        ),
      );
      page.push(...some.flat());
    }
    if (page.length > 0) yield page;
    if (entries.length < PAGE) return;
    after = entries.at(-1)!.position;
  }
}

/** The bytes of the file. With `personal`, what is personal stands decrypted beside each fact; nothing else is different. */
export async function* exportedFile(
  app: App,
  exported: Exported,
  format: ExportFormat,
  personal: boolean,
): AsyncGenerator<string> {
  if (format === "csv") yield `${csvColumns.join(",")}${personal ? ",personal" : ""}\r\n`;
  for await (const page of exportedFacts(app, exported)) {
    const open = personal ? await personalOf(app, page) : null;
    yield page.map((event, i) => format === "csv" ? csvLine(event, open?.[i]) : ndjsonLine(event, open?.[i])).join("");
  }
}

async function personalOf({ codec }: App, page: readonly RecordedEvent[]): Promise<Record<string, unknown>[]> {
  const facts = await codec.decodePage(page);
  return facts.map(({ type, data }) => {
    const fields = Object.keys(catalogue.find((known) => known.type === type)?.personal ?? {});
    return Object.fromEntries(fields.map((name) => [name, (data as Record<string, unknown>)[name] ?? null]));
  });
}

/** Everything that is hashed, and nothing else: a position is a place in one store. */
function ndjsonLine({ id, type, stream, revision, recordedAt, data, metadata }: RecordedEvent, personal?: object) {
  return `${
    JSON.stringify({ id, type, stream, revision, recordedAt, data, metadata, ...(personal ? { personal } : {}) })
  }\n`;
}

const csvColumns = ["recordedAt", "stream", "revision", "id", "type", "actor", "command", "data", "metadata"] as const;

function csvLine(event: RecordedEvent, personal?: object): string {
  const { recordedAt, stream, revision, id, type, data, metadata } = event;
  const { actor, command } = metadata;
  const cells = [
    recordedAt,
    stream,
    revision,
    id,
    type,
    actor,
    command,
    JSON.stringify(data),
    JSON.stringify(metadata),
  ];
  if (personal) cells.push(JSON.stringify(personal));
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** What a spreadsheet would take for a formula is made text. Our own cells never begin like one. */
function csvCell(value: unknown): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What an export holds, signed: `docs/verify.md` says how it is checked with nothing of ours. */
export async function manifestOf(app: App, exported: Exported, format: ExportFormat) {
  const { signing } = app.vault;
  const file = createHash("sha256"), leaves = createHash("sha256");
  let bytes = 0, count = 0, sealable = 0;
  let first: RecordedEvent | undefined, last: RecordedEvent | undefined;
  const encoder = new TextEncoder();
  const take = (text: string) => {
    const chunk = encoder.encode(text);
    bytes += chunk.length;
    file.update(chunk);
  };
  if (format === "csv") take(`${csvColumns.join(",")}\r\n`);
  for await (const page of exportedFacts(app, exported)) {
    take(page.map((event) => format === "csv" ? csvLine(event) : ndjsonLine(event)).join(""));
    for (const event of page) {
      count++;
      if (event.type === Sealed.type) continue; // seals are chained to each other, and seal themselves not
      sealable++;
      leaves.update(`${leafHash(event)}\n`);
    }
    first ??= page[0];
    last = page.at(-1);
  }
  const { studioId, ...filter } = exported.filter;
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  const manifest = {
    version: 1,
    studio: studioId,
    filter: given,
    /** Whether nothing was filtered out: then it is also checked that nothing is missing. */
    complete: Object.keys(given).length === 0,
    facts: {
      count,
      sealable,
      first: first && { id: first.id, recordedAt: first.recordedAt },
      last: last && { id: last.id, recordedAt: last.recordedAt },
      leaves: leaves.digest("hex"),
    },
    file: { name: `facts.${format}`, bytes, sha256: file.digest("hex") },
    seals: await headOfSeals(app, exported.studioId),
    key: { keyId: signing.keyId, algorithm: "Ed25519", publicKey: signing.publicKey },
  };
  return { ...manifest, signature: signing.sign(encoder.encode(JSON.stringify(manifest))) };
}

async function headOfSeals({ store }: App, studioId: string) {
  const [last] = await Array.fromAsync(store.read(sealStream(studioId), { direction: "backwards", limit: 1 }));
  if (!last) return { count: 0, last: null };
  const seal = last.data as Seal;
  return { count: seal.number, last: sealHash(seal) };
}

/** All seals of a studio, one a line, as they stand in the log. */
export async function* sealsFile({ store }: App, studioId: string): AsyncGenerator<string> {
  for await (const { data } of store.read(sealStream(studioId))) yield `${JSON.stringify(data)}\n`;
}

/** A file that is sent while it is made; whoever leaves stops the making. */
export function download(name: string, type: string, parts: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        controller.error(error);
      }
    },
    cancel: async () => void await parts.return(undefined),
  });
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
