import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { RecordedEvent } from "../../../event_store/port.ts";
import { toWire } from "./storage.ts";

const { ReadResp } = streams;
type Response = InstanceType<typeof ReadResp>;

const utf8 = new TextEncoder();
/** .NET counts in tenths of a microsecond. */
const TICKS_PER_MS = 10_000n;

export function toResponse(event: RecordedEvent): Response {
  const id = new shared.UUID();
  id.setString(event.id);
  const record = new ReadResp.ReadEvent.RecordedEvent();
  record.setId(id);
  record.setStreamIdentifier(streamIdentifier(utf8.encode(event.stream)));
  record.setStreamRevision(String(event.revision));
  record.setCommitPosition(toWire(event.position));
  record.setPreparePosition(toWire(event.position));
  record.getMetadataMap()
    .set("type", event.type)
    .set("content-type", "application/json")
    .set("created", String(BigInt(Date.parse(event.recordedAt)) * TICKS_PER_MS));
  record.setData(utf8.encode(JSON.stringify(event.data)));
  record.setCustomMetadata(utf8.encode(JSON.stringify(event.metadata)));
  const read = new ReadResp.ReadEvent();
  read.setEvent(record);
  read.setCommitPosition(toWire(event.position));
  const response = new ReadResp();
  response.setEvent(read);
  return response;
}

export function notFound(stream: Uint8Array): Response {
  const missing = new ReadResp.StreamNotFound();
  missing.setStreamIdentifier(streamIdentifier(stream));
  const response = new ReadResp();
  response.setStreamNotFound(missing);
  return response;
}

export function confirmation(subscription: string): Response {
  const confirmed = new ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(subscription);
  const response = new ReadResp();
  response.setConfirmation(confirmed);
  return response;
}

/** As measured, `prepare` may be 0 here. */
export function checkpoint(event: RecordedEvent): Response {
  const reached = new ReadResp.Checkpoint();
  reached.setCommitPosition(toWire(event.position));
  reached.setPreparePosition("0");
  const response = new ReadResp();
  response.setCheckpoint(reached);
  return response;
}

function streamIdentifier(name: Uint8Array) {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(name);
  return identifier;
}
