import timestamps from "google-protobuf/google/protobuf/timestamp_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import messages from "@eventstore/db-client/generated/streams_pb.js";
import type { WrittenEvent } from "../checked.ts";
import { type Appended, AppendTooLarge, type Revision, StoreUnavailable, WrongRevision } from "../port.ts";
import { type BatchCall, type Connection, tooLate } from "./connection.ts";

type Response = InstanceType<typeof messages.BatchAppendResp>;

interface Waiting {
  resolve(response: Response): void;
  reject(error: StoreUnavailable): void;
}

/** Appends in flight on one call. They share its fate, and no other call's. */
interface Flight {
  call: BatchCall;
  waiting: Map<string, Waiting>;
}

/**
 * Appends over one `BatchAppend` call, matched to their answers by correlation id.
 *
 * The client's own `appendToStream` is not used because it keeps what is in flight in one map for all clients of the
 * process (losing one rejects or strands the others'), and because an append that is queued when the connection breaks
 * ends the process there (a rejection nobody can handle).
 */
export class Appender {
  readonly #connection: Connection;
  #flight: Promise<Flight> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws {WrongRevision} {@link AppendTooLarge} {@link StoreUnavailable} */
  async append(
    stream: string,
    prefix: string,
    events: WrittenEvent[],
    expected: Revision | "no_stream",
  ): Promise<Appended> {
    const response = await this.#send(toRequest(prefix + stream, events, expected));
    const success = response.getSuccess();
    if (!success) throw toError(response, stream, events, expected);
    return {
      revision: Number(success.getCurrentRevision()),
      position: BigInt(success.getPosition()?.getCommitPosition() ?? 0),
    };
  }

  async #send(request: InstanceType<typeof messages.BatchAppendReq>): Promise<Response> {
    const id = crypto.randomUUID();
    const correlation = new shared.UUID();
    correlation.setString(id);
    request.setCorrelationId(correlation);
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const timer = setTimeout(() => reject(tooLate(this.#connection.timeoutMs)), this.#connection.timeoutMs);
    let flight: Flight | undefined;
    try {
      const opening = this.#flight ??= this.#open();
      opening.then((opened) => {
        if (this.#flight !== opening) throw new Error("the connection broke");
        flight = opened;
        opened.waiting.set(id, { resolve, reject });
        opened.call.write(request);
      }).catch((error) => reject(unknownOutcome(error)));
      return await promise;
    } finally {
      clearTimeout(timer);
      flight?.waiting.delete(id);
    }
  }

  #open(): Promise<Flight> {
    const waiting: Flight["waiting"] = new Map();
    const over = (error: unknown) => {
      if (this.#flight === opening) this.#flight = undefined;
      for (const { reject } of waiting.values()) reject(unknownOutcome(error));
      waiting.clear();
    };
    const opening: Promise<Flight> = this.#connection.openBatchAppend().then((call) => {
      call.on("data", (response: Response) => waiting.get(idOf(response))?.resolve(response));
      call.on("error", over);
      call.on("end", () => over(new Error("the server ended the call")));
      return { call, waiting };
    }, (error) => {
      over(error);
      throw error;
    });
    return opening;
  }
}

function toRequest(stream: string, events: WrittenEvent[], expected: Revision | "no_stream") {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(utf8.encode(stream));
  const options = new messages.BatchAppendReq.Options();
  options.setStreamIdentifier(identifier);
  // the server gives up an append that it has not begun by then; ours is given up first
  options.setDeadline(timestamps.Timestamp.fromDate(new Date(Date.now() + SERVER_DEADLINE_MS)));
  if (expected === "no_stream") options.setNoStream(new empty.Empty());
  else options.setStreamPosition(String(expected));
  const request = new messages.BatchAppendReq();
  request.setOptions(options);
  request.setProposedMessagesList(events.map(toMessage));
  request.setIsFinal(true);
  return request;
}

function toMessage({ id, type, data, metadata }: WrittenEvent) {
  const uuid = new shared.UUID();
  uuid.setString(id);
  const message = new messages.BatchAppendReq.ProposedMessage();
  message.setId(uuid);
  message.getMetadataMap().set("type", type).set("content-type", "application/json");
  message.setData(utf8.encode(data));
  message.setCustomMetadata(utf8.encode(metadata));
  return message;
}

const utf8 = new TextEncoder();
const SERVER_DEADLINE_MS = 30_000;

/** Both forms that a server may answer with. */
function idOf(response: Response): string {
  const id = response.getCorrelationId();
  const structured = id?.getStructured();
  if (!structured) return id?.getString() ?? "";
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function toError(response: Response, stream: string, events: WrittenEvent[], expected: Revision | "no_stream"): Error {
  const error = response.getError();
  const details = error?.getDetails();
  const type = details?.getTypeName();
  if (type === "event_store.client.WrongExpectedVersion") {
    const wrong = details?.unpack(shared.WrongExpectedVersion.deserializeBinary, type);
    const actual = wrong?.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : "no_stream";
    return new WrongRevision(stream, expected, actual);
  }
  if (type === "event_store.client.MaximumAppendSizeExceeded") {
    return new AppendTooLarge(stream, events.reduce((sum, e) => sum + e.data.length + e.metadata.length, 0));
  }
  const refused = type === "event_store.client.AccessDenied" || type === "event_store.client.StreamDeleted";
  const reason = [type, error?.getMessage()].filter(Boolean).join(": ");
  return new StoreUnavailable(
    `EventStoreDB did not append to ${stream}: ${reason}`,
    refused ? "not_written" : "unknown",
  );
}

function unknownOutcome(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const { message } = error as Error;
  return new StoreUnavailable(`EventStoreDB is not reachable: ${message}`, "unknown", { cause: error });
}
