import grpc, { type ServerWritableStream } from "@grpc/grpc-js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { RecordedEvent } from "../../../event_store/port.ts";
import type { Faults } from "./faults.ts";
import { checkpoint, confirmation, notFound, toResponse } from "./messages.ts";
import type { Run } from "../../../event_store/sqlite/query.ts";
import { fromWire, isRecord, type Storage } from "./storage.ts";

type Request = InstanceType<typeof streams.ReadReq>;
type Options = InstanceType<typeof streams.ReadReq.Options>;
type Response = InstanceType<typeof streams.ReadResp>;
type Call = ServerWritableStream<Request, Response>;

/** Searched events between two checkpoints (times the interval), and the most a live subscriber may lag behind. */
const WINDOW = 32;
const BACKWARDS = 1;
const PAGE = 200;

/** `Read`: streams, the whole log, and subscriptions to it. */
export function read(storage: Storage, faults: Faults) {
  return (call: Call) => {
    call.on("error", () => {});
    const options = call.request.getOptions();
    if (!options) return refuse(call, grpc.status.INVALID_ARGUMENT, "no options");
    const done = options.hasSubscription()
      ? subscribe(call, options, storage, faults)
      : options.hasStream()
      ? readStream(call, options, storage)
      : readAll(call, options, storage);
    done.catch((error) => refuse(call, grpc.status.UNKNOWN, String(error)));
  };
}

async function readStream(call: Call, options: Options, storage: Storage): Promise<void> {
  const at = options.getStream();
  const name = at?.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array();
  const stream = new TextDecoder().decode(name);
  if (storage.lastRevision(stream) === -1) {
    await send(call, notFound(name));
    return void call.end();
  }
  const backwards = options.getReadDirection() === BACKWARDS;
  const from = at?.hasRevision() ? Number(at.getRevision()) : at?.hasEnd() ? Number.MAX_SAFE_INTEGER : 0;
  await sendPages(call, Number(options.getCount()), from, (next, limit) => {
    const run = backwards ? storage.streamBackwards(stream, next, limit) : storage.streamForwards(stream, next, limit);
    return { ...run, next: (run.events.at(-1)?.revision ?? next) + (backwards ? -1 : 1) };
  });
}

/** A position is inclusive forwards and exclusive backwards, and must be a record's. */
async function readAll(call: Call, options: Options, storage: Storage): Promise<void> {
  const all = options.getAll();
  const backwards = options.getReadDirection() === BACKWARDS;
  const wire = all?.getPosition()?.getCommitPosition();
  if (wire !== undefined && !isRecord(wire)) return refuse(call, grpc.status.UNKNOWN, "Invalid position");
  const start = wire !== undefined ? fromWire(wire) - (backwards ? 0 : 1) : all?.hasEnd() ? Number.MAX_SAFE_INTEGER : 0;
  await sendPages(call, Number(options.getCount()), start, (next, limit) => {
    const run = backwards ? storage.logBackwards(next, limit) : storage.logForwards(next, limit);
    return { ...run, next: Number(run.events.at(-1)?.position ?? next) };
  });
}

type Page = (next: number, limit: number) => Run & { next: number };

async function sendPages(call: Call, count: number, start: number, page: Page): Promise<void> {
  let left = count;
  let next = start;
  while (left > 0 && !call.cancelled) {
    const wanted = Math.min(left, PAGE);
    const found = page(next, wanted);
    for (const event of found.events) await send(call, toResponse(event));
    if (!found.more) break;
    left -= found.events.length;
    next = found.next;
  }
  call.end();
}

/** History, then live; a live subscriber that cannot take a burst is dropped. */
async function subscribe(call: Call, options: Options, storage: Storage, faults: Faults): Promise<void> {
  const gone = new AbortController();
  const forget = faults.onDropSubscriptions(() => tooSlow());
  const tooSlow = () => {
    faults.dropped++;
    refuse(call, grpc.status.ABORTED, "Consumer too slow to handle event while live. Client resubscription required.");
    gone.abort();
  };
  call.on("cancelled", () => gone.abort());
  call.on("close", () => gone.abort());
  gone.signal.addEventListener("abort", forget);

  const all = options.getAll();
  const filter = options.getFilter();
  const matches = matcher(options);
  const every = WINDOW * Math.max(1, filter?.getCheckpointintervalmultiplier() ?? 1);
  const wire = all?.getPosition()?.getCommitPosition();
  let after = wire !== undefined ? fromWire(wire) : all?.hasEnd() ? storage.head() : 0;
  let live = false;
  let searched = 0;
  call.write(confirmation(crypto.randomUUID()));
  while (!gone.signal.aborted) {
    const { events } = storage.logForwards(after, WINDOW);
    for (const event of events) {
      if (gone.signal.aborted) return;
      after = Number(event.position);
      if (matches(event) && !call.write(toResponse(event))) {
        const drained = drain(call, gone.signal);
        if (live && storage.head() - after > WINDOW) return tooSlow();
        const lagging = live ? laggedBehind(storage, after, gone.signal) : new Promise<never>(() => {});
        if (await Promise.race([drained, lagging]) === "lagging") return tooSlow();
      }
      if (filter && ++searched % every === 0) await send(call, checkpoint(event));
    }
    if (events.length === 0) {
      live = true;
      await storage.changed(gone.signal);
    }
  }
}

async function laggedBehind(storage: Storage, after: number, signal: AbortSignal): Promise<"lagging" | undefined> {
  while (storage.head() - after <= WINDOW && !signal.aborted) await storage.changed(signal);
  return signal.aborted ? undefined : "lagging";
}

function matcher(options: Options): (event: RecordedEvent) => boolean {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const regex = expression.getRegex() ? new RegExp(expression.getRegex(), "u") : undefined;
  const prefixes = expression.getPrefixList();
  return (event) => {
    const value = filter.hasStreamIdentifier() ? event.stream : event.type;
    return regex ? regex.test(value) : prefixes.some((prefix) => value.startsWith(prefix));
  };
}

async function send(call: Call, response: Response): Promise<void> {
  if (!call.cancelled && !call.write(response)) await drain(call);
}

/** Resolves when the call takes more, or is over. */
function drain(call: Call, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const resume = () => {
      for (const event of ["drain", "close", "cancelled"]) call.removeListener(event, resume);
      signal?.removeEventListener("abort", resume);
      resolve();
    };
    for (const event of ["drain", "close", "cancelled"]) call.once(event, resume);
    signal?.addEventListener("abort", resume);
  });
}

function refuse(call: Call, code: number, details: string): void {
  call.emit("error", Object.assign(new Error(details), { code, details }));
}
