/**
 * A small server that speaks the part of EventStoreDB's protocol which the client uses, over the SQLite log: durable, so
 * that it can be killed and started again on the same port. A process of its own:
 *
 *   deno run -A tests/support/eventstoredb/server.ts --port 2113 --dir /tmp/log
 *
 * Prints `{"port", "control"}` when ready. `control` is an HTTP port for the faults (see `start.ts`). Ends with its parent
 * when that passed `--attached` and a pipe as standard input.
 */
import { parseArgs } from "node:util";
import type { Http2Server } from "node:http2";
import grpc from "@grpc/grpc-js";
import features from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import featureMessages from "@eventstore/db-client/generated/serverfeatures_pb.js";
import streams from "@eventstore/db-client/generated/streams_grpc_pb.js";
import { batchAppend } from "./append.ts";
import { Faults } from "./faults.ts";
import { read } from "./read.ts";
import { appendSystemEvent, openStorage } from "./storage.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    dir: { type: "string" },
    attached: { type: "boolean", default: false },
  },
});
const directory = values.dir ?? await Deno.makeTempDir({ prefix: "eventstoredb-" });
const storage = await openStorage(directory);
const faults = new Faults();
const server = new grpc.Server({ "grpc.max_receive_message_length": 17 * 1024 * 1024 });
const unimplemented = (_call: unknown, answer: (error: { code: number }) => void) =>
  answer({ code: grpc.status.UNIMPLEMENTED });

server.addService(features.ServerFeaturesService as unknown as grpc.ServiceDefinition, {
  getSupportedMethods: (_call: unknown, answer: (error: null, methods: unknown) => void) =>
    answer(null, supportedMethods()),
});
server.addService(streams.StreamsService as unknown as grpc.ServiceDefinition, {
  read: read(storage, faults),
  batchAppend: batchAppend(storage, faults, () => dropConnections()),
  append: unimplemented,
  delete: unimplemented,
  tombstone: unimplemented,
});

const port = await new Promise<number>((resolve, reject) =>
  server.bindAsync(
    `127.0.0.1:${values.port}`,
    grpc.ServerCredentials.createInsecure(),
    (error, bound) => error ? reject(error) : resolve(bound),
  )
);
closeSessionsLater(server);
const control = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
  const fault = new URL(request.url).pathname.slice(1);
  const count = Number(await request.text() || "1");
  if (fault === "loseAnswers" || fault === "cutAnswers") faults[fault] = count;
  else if (fault === "dropSubscriptions") faults.dropSubscriptions();
  else if (fault === "dropConnections") dropConnections();
  else if (fault === "systemEvents") {
    for (let i = 0; i < count; i++) await appendSystemEvent(storage, "$stats-127.0.0.1:2113", "$statsCollected");
  } else if (fault === "dropped") return Response.json(faults.dropped);
  else return new Response("no such fault", { status: 404 });
  return new Response(null, { status: 204 });
});
console.log(JSON.stringify({ port, control: control.addr.port }));

if (values.attached) {
  await Deno.stdin.readable.pipeTo(new WritableStream()).catch(() => {});
  Deno.exit(0);
}

/**
 * In Deno 2.9.6 a session of `node:http2` that is closed from within its own callback, as it is by a client's GOAWAY, is
 * gone while nghttp2 still works with it: the process then dies of an assertion, a bad `free()` or a segmentation fault
 * (denoland/deno#36788 tells of the same). So sessions are closed once the callback is over.
 */
function closeSessionsLater(server: grpc.Server): void {
  const { http2Servers } = server as unknown as { http2Servers: Map<Http2Server, unknown> };
  for (const http2Server of http2Servers.keys()) {
    http2Server.on("session", (session) => {
      for (const end of ["close", "destroy"] as const) {
        const now = session[end].bind(session) as (...given: unknown[]) => void;
        session[end] = (...given: unknown[]) => void setImmediate(() => now(...given));
      }
    });
  }
}

function dropConnections(): void {
  server.drain(`127.0.0.1:${port}`, 0);
}

function supportedMethods() {
  const methods = new featureMessages.SupportedMethods();
  methods.setEventStoreServerVersion("22.10.5");
  for (const name of ["append", "read", "delete", "tombstone", "batchappend"]) {
    const method = new featureMessages.SupportedMethod();
    method.setServiceName("event_store.client.streams.streams");
    method.setMethodName(name);
    method.setFeaturesList(
      name === "read" ? ["position", "events"] : name === "batchappend" ? ["deadline_duration"] : [],
    );
    methods.addMethods(method);
  }
  return methods;
}
