import { EventStoreDBClient } from "@eventstore/db-client";
import type { CallOptions, Channel, ClientDuplexStream, Metadata } from "@grpc/grpc-js";
import grpcStreams from "@eventstore/db-client/generated/streams_grpc_pb.js";
import messages from "@eventstore/db-client/generated/streams_pb.js";
import { StoreUnavailable } from "../port.ts";

export type BatchCall = ClientDuplexStream<
  InstanceType<typeof messages.BatchAppendReq>,
  InstanceType<typeof messages.BatchAppendResp>
>;

/** What the client (6.2.1, pinned) keeps `protected`: calls made with these reconnect and authenticate as its own do. */
interface ClientParts {
  GRPCStreamCreator(
    client: typeof grpcStreams.StreamsClient,
    name: string,
    open: (client: InstanceType<typeof grpcStreams.StreamsClient>) => BatchCall,
  ): () => Promise<BatchCall>;
  callArguments(options: object, callOptions: CallOptions): [Metadata, CallOptions];
  getChannel(): Promise<Channel>;
}

/** One client of the server and what is missing on its outside. */
export class Connection {
  readonly client: EventStoreDBClient;
  /** How long the server may take to answer, in milliseconds. The client's own deadlines do not hold for most calls. */
  readonly timeoutMs: number;

  constructor(url: string, timeoutMs: number) {
    this.client = EventStoreDBClient.connectionString(url);
    this.timeoutMs = timeoutMs;
  }

  /** The long call over which appends go. */
  openBatchAppend(): Promise<BatchCall> {
    const open = this.#parts.GRPCStreamCreator(
      grpcStreams.StreamsClient,
      "batchAppend",
      (client) => client.batchAppend(...this.#parts.callArguments({}, { deadline: Infinity })),
    );
    return open();
  }

  /** Ends all calls and closes the channel. The client's `dispose()` can hang, so it gets two seconds. */
  async close(): Promise<void> {
    await within(2_000, this.client.dispose()).catch(() => {});
    const channel = await within(2_000, this.#parts.getChannel()).catch(() => undefined);
    channel?.close();
  }

  get #parts(): ClientParts {
    return this.client as unknown as ClientParts;
  }
}

/** @throws {StoreUnavailable} when the promise takes longer; for an append that means an unknown outcome */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function tooLate(milliseconds: number): StoreUnavailable {
  return new StoreUnavailable(`EventStoreDB did not answer within ${milliseconds} ms`, "unknown");
}
