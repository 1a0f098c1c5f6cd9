import assert from "node:assert/strict";
import { askControl, serveControl } from "../../cli/control.ts";

async function socketPath(): Promise<string> {
  return `${await Deno.makeTempDir()}/control.sock`;
}

Deno.test("a question is answered item by item, in order, however long the items are", async () => {
  const path = await socketPath();
  const server = await serveControl(path, async function* ({ operation, args }) {
    yield operation;
    for (const arg of args) yield arg;
    yield "x".repeat(300_000);
  });
  const answers = await askControl(path, { operation: "log", args: ["tail", "ñ\n"] });
  assert.deepEqual(await Array.fromAsync(answers!), ["log", "tail", "ñ\n", "x".repeat(300_000)]);
  await server.close();
});

Deno.test("an error on the other side is the asker's error", async () => {
  const path = await socketPath();
  // deno-lint-ignore require-yield -- it fails before it has anything to say
  const server = await serveControl(path, async function* () {
    throw new Error("no such projection");
  });
  const answers = await askControl(path, { operation: "x", args: [] });
  await assert.rejects(Array.fromAsync(answers!), /no such projection/);
  await server.close();
});

Deno.test("nobody behind the socket is null, also where a killed process left it", async () => {
  const path = await socketPath();
  assert.equal(await askControl(path, { operation: "x", args: [] }), null);
  const listener = Deno.listen({ transport: "unix", path });
  listener.close();
  await Deno.stat(path).catch(() => Deno.writeTextFile(path, ""));
  assert.equal(await askControl(path, { operation: "x", args: [] }), null);
  const server = await serveControl(path, async function* () {
    yield 1;
  });
  assert.deepEqual(await Array.fromAsync((await askControl(path, { operation: "x", args: [] }))!), [1]);
  await server.close();
});

Deno.test("the socket is the owner's alone", async () => {
  const path = await socketPath();
  const server = await serveControl(path, async function* () {});
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  await server.close();
});

Deno.test("a folder that is too deep for a socket's address is fine", async () => {
  const path = `${await Deno.makeTempDir()}/${"deep/".repeat(30)}control.sock`;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  const server = await serveControl(path, async function* () {
    yield "reached";
  });
  assert.deepEqual(await Array.fromAsync((await askControl(path, { operation: "x", args: [] }))!), ["reached"]);
  await server.close();
  assert.equal(await askControl(path, { operation: "x", args: [] }), null);
});

Deno.test("work for somebody who has left ends", async () => {
  const path = await socketPath();
  const ended = Promise.withResolvers<void>();
  const server = await serveControl(path, async function* (_, signal) {
    yield "first";
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    ended.resolve();
  });
  for await (const _ of (await askControl(path, { operation: "log", args: ["--follow"] }))!) break;
  await ended.promise;
  await server.close();
});
