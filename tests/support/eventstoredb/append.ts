import type { ServerDuplexStream } from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import status from "@eventstore/db-client/generated/status_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { WrittenEvent } from "../../../event_store/checked.ts";
import { type Appended, WrongRevision } from "../../../event_store/port.ts";
import type { Faults } from "./faults.ts";
import { type Storage, toWire } from "./storage.ts";

type Request = InstanceType<typeof streams.BatchAppendReq>;
type Options = InstanceType<typeof streams.BatchAppendReq.Options>;
type Response = InstanceType<typeof streams.BatchAppendResp>;
type Message = { serializeBinary(): Uint8Array };

const MAX_APPEND_BYTES = 1024 * 1024;

interface Pending {
  options: Options;
  events: WrittenEvent[];
  bytes: number;
}

/** `BatchAppend`: many appends over one long call, told apart by correlation id, answered as they are done. */
export function batchAppend(storage: Storage, faults: Faults, cut: () => void) {
  const sinceStart = new Map<string, Appended>();
  return (call: ServerDuplexStream<Request, Response>) => {
    const pending = new Map<string, Pending>();
    call.on("data", (request: Request) => {
      const id = request.getCorrelationId()?.getString() ?? "";
      const options = request.getOptions();
      const append = pending.get(id) ?? (options && { options, events: [], bytes: 0 });
      if (!append) return;
      pending.set(id, append);
      for (const message of request.getProposedMessagesList()) {
        const data = message.getData_asU8(), metadata = message.getCustomMetadata_asU8();
        const type = message.getMetadataMap().get("type") ?? "";
        append.bytes += data.length + metadata.length + type.length * 2;
        append.events.push({
          id: message.getId()?.getString() ?? "",
          type,
          data: text(data),
          metadata: text(metadata),
        });
      }
      if (!request.getIsFinal()) return;
      pending.delete(id);
      void answer(append).then((response) => {
        if (!response || call.destroyed) return;
        response.setCorrelationId(request.getCorrelationId());
        response.setStreamIdentifier(append.options.getStreamIdentifier());
        call.write(response);
      });
    });
    call.on("error", () => {});
    call.on("end", () => call.end());
  };

  async function answer({ options, events, bytes }: Pending): Promise<Response | undefined> {
    const stream = text(options.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array());
    if (bytes > MAX_APPEND_BYTES) {
      const detail = new shared.MaximumAppendSizeExceeded();
      detail.setMaxappendsize(MAX_APPEND_BYTES);
      return failure("MaximumAppendSizeExceeded", detail);
    }
    try {
      const appended = await append(stream, options, events);
      if (faults.loseAnswers > 0) {
        faults.loseAnswers--;
        return undefined;
      }
      if (faults.cutAnswers > 0) {
        faults.cutAnswers--;
        cut();
        return undefined;
      }
      return success(appended);
    } catch (error) {
      if (error instanceof WrongRevision) return failure("WrongExpectedVersion", wrongVersion(error));
      return failure("Unknown", new shared.Unknown());
    }
  }

  async function append(stream: string, options: Options, events: WrittenEvent[]): Promise<Appended> {
    if (options.hasNoStream()) return await storage.append(stream, events, "no_stream");
    if (options.hasStreamPosition()) return await storage.append(stream, events, Number(options.getStreamPosition()));
    // any revision: repeats are known only as long as the process lives
    const key = JSON.stringify([stream, ...events.map(({ id }) => id)]);
    const known = sinceStart.get(key);
    if (known) return known;
    const last = storage.lastRevision(stream);
    const appended = await storage.append(stream, events, last === -1 ? "no_stream" : last);
    sinceStart.set(key, appended);
    return appended;
  }
}

function success({ revision, position }: Appended): Response {
  const at = new shared.AllStreamPosition();
  at.setCommitPosition(toWire(position));
  at.setPreparePosition(toWire(position));
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(String(revision));
  success.setPosition(at);
  const response = new streams.BatchAppendResp();
  response.setSuccess(success);
  return response;
}

function failure(type: string, detail: Message): Response {
  const details = new any.Any();
  details.pack(detail.serializeBinary(), `event_store.client.${type}`);
  const error = new status.Status();
  error.setMessage(type);
  error.setDetails(details);
  const response = new streams.BatchAppendResp();
  response.setError(error);
  return response;
}

function wrongVersion({ expected, actual }: WrongRevision): Message {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === "no_stream") wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === "no_stream") wrong.setExpectedNoStream(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return wrong;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
