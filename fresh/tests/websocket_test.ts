import assert from "node:assert/strict";
import { App, cors, csp } from "fresh";

async function serve(app: App<unknown>, use: (url: string) => Promise<void>): Promise<void> {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.handler());
  await use(`ws://127.0.0.1:${server.addr.port}`);
}

/** Sends one message; resolves with the answer once the socket is closed. */
function exchange(url: string, message: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = new WebSocket(url);
  let answer = "";
  socket.onopen = () => socket.send(message);
  socket.onmessage = (event) => {
    answer = event.data;
    socket.close(1000, "done");
  };
  socket.onclose = () => resolve(answer);
  socket.onerror = reject;
  return promise;
}

Deno.test("sockets are upgraded by app.ws, by handlers and bare", async () => {
  const events: string[] = [];
  const closed = Promise.withResolvers<void>();
  const app = new App()
    .use(csp({ useNonce: true }), cors())
    .ws("/ws", {
      open: () => events.push("open"),
      message: (socket, { data }) => socket.send(`ws ${data}`),
      close: (_socket, code, reason) => {
        events.push(`close ${code} ${reason}`);
        closed.resolve();
      },
    }, { idleTimeout: 60 })
    .get("/managed", (ctx) => ctx.upgrade({ message: (socket, { data }) => socket.send(`managed ${data}`) }))
    .get("/bare", (ctx) => {
      const { socket, response } = ctx.upgrade({ idleTimeout: 60 });
      socket.onmessage = ({ data }) => socket.send(`bare ${data}`);
      return response;
    });
  await serve(app, async (url) => {
    assert.equal(await exchange(`${url}/ws`, "a"), "ws a");
    assert.equal(await exchange(`${url}/managed`, "b"), "managed b");
    assert.equal(await exchange(`${url}/bare`, "c"), "bare c");
    await closed.promise;
  });
  assert.deepEqual(events, ["open", "close 1000 done"]);
});

Deno.test("a request that asks for no upgrade is a 400", async () => {
  const response = await new App().ws("/ws", { message() {} }).handler()(new Request("http://localhost/ws"));
  assert.deepEqual([response.status, await response.text()], [400, "Expected a WebSocket upgrade request"]);
});
