import assert from "node:assert/strict";
import { GatewayFailure } from "../../../gateways/failure.ts";
import { isPublicAddress, networksOf } from "../../../gateways/outgoing/address.ts";
import { checkedUrl, createGuardedFetch, OutgoingRefused } from "../../../gateways/outgoing/guarded_fetch.ts";
import { testCertificate } from "../../support/certificate.ts";

Deno.test("addresses of this machine, of private networks and of no place are not public, however they are written", () => {
  const closed = ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"]
    .concat("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1")
    .concat("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fd00::1")
    .concat("ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1", "not an address", "");
  assert.deepEqual(closed.filter(isPublicAddress), []);
  const open = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "192.167.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"];
  assert.deepEqual(open.filter((address) => !isPublicAddress(address)), []);
  assert.throws(() => networksOf(["10.0.0.0/40"]), /10\.0\.0\.0\/40/);
  assert.throws(() => networksOf(["localhost"]), /localhost/);
});

Deno.test("private addresses are refused by number, by odd spellings and by name, and nothing is connected to", async () => {
  let seen = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => (seen++, new Response("in")));
  const { port } = server.addr;
  const guarded = createGuardedFetch();
  const spellings = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"];
  for (const host of [...spellings, "localhost"]) {
    await assert.rejects(guarded(`http://${host}:${port}/`), OutgoingRefused, host);
  }
  const wavering = createGuardedFetch({ resolve: () => Promise.resolve(["93.184.215.14", "127.0.0.1"]) });
  await assert.rejects(wavering(`http://half.example:${port}/`), OutgoingRefused);
  assert.equal(seen, 0);
  await server.shutdown();
});

Deno.test("a name that answers differently the second time gains nothing: it is asked once", async () => {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (r) => new Response(r.url));
  const inside = Deno.serve(
    { hostname: "127.0.0.2", port: server.addr.port, onListen: () => {} },
    () => new Response("inside"),
  );
  const answers = [["127.0.0.1"], ["127.0.0.2"]];
  const guarded = createGuardedFetch({ allow: ["127.0.0.1"], resolve: () => Promise.resolve(answers.shift()!) });
  const url = `http://rebound.example:${server.addr.port}/path?q=1`;
  const answer = await guarded(url);
  assert.equal(await answer.text(), url);
  await assert.rejects(guarded(url), OutgoingRefused);
  await server.shutdown();
  await inside.shutdown();
});

Deno.test("method, headers and body arrive; a redirect to the inside is not followed; status and headers come back", async () => {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/away") return Response.redirect("http://169.254.169.254/latest/meta-data", 302);
    if (pathname === "/empty") return new Response(null, { status: 204 });
    const heard = {
      method: request.method,
      key: request.headers.get("x-key"),
      type: request.headers.get("content-type"),
      body: await request.text(),
    };
    return Response.json(heard, { status: 418, headers: { "x-told": "yes" } });
  });
  const at = `http://127.0.0.1:${server.addr.port}`;
  const guarded = createGuardedFetch({ allow: ["127.0.0.0/8"] });
  const answer = await guarded(at + "/", {
    method: "POST",
    headers: { "x-key": "k", "content-type": "application/json" },
    body: '{"ñ":1}',
  });
  assert.equal(answer.status, 418);
  assert.equal(answer.headers.get("x-told"), "yes");
  assert.deepEqual(await answer.json(), { method: "POST", key: "k", type: "application/json", body: '{"ñ":1}' });
  const away = await guarded(at + "/away");
  assert.equal(away.status, 302);
  await away.body?.cancel();
  assert.equal((await guarded(at + "/empty")).status, 204);
  assert.equal((await guarded(at + "/", { method: "HEAD" })).headers.get("x-told"), "yes");
  await server.shutdown();
});

Deno.test("an answer that is too long, too slow or none fails in a way that says whether to try again", async () => {
  const endless = (first: string) =>
    new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(first)) });
  const ending = new AbortController(); // what never answers cannot be waited for
  const { signal } = ending;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, signal, onListen: () => {} }, ({ url }) => {
    if (url.endsWith("/long")) return new Response("x".repeat(2_000));
    if (url.endsWith("/unending")) return new Response(endless("begun"));
    return new Promise<Response>(() => {});
  });
  const at = `http://127.0.0.1:${server.addr.port}`;
  const guarded = createGuardedFetch({ allow: ["127.0.0.1"], longest: 1_000, timeoutMs: 200 });
  const fails = (work: Promise<unknown>, failure: string) =>
    assert.rejects(work, (error) => error instanceof GatewayFailure && error.failure === failure);
  await fails(guarded(at + "/long").then((r) => r.text()), "never");
  await fails(guarded(at + "/unending").then((r) => r.text()), "retry");
  await fails(guarded(at + "/silent"), "retry");
  const gone = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = gone.addr;
  gone.close();
  await fails(guarded(`http://127.0.0.1:${port}/`), "retry");
  const nameless = createGuardedFetch({ resolve: () => Promise.reject(new Error("ENOTFOUND")) });
  await fails(nameless("http://nowhere.example/"), "retry");
  const stopped = AbortSignal.abort(new Error("no more"));
  await assert.rejects(guarded(at + "/silent", { signal: stopped }), /no more/);
  ending.abort();
  await server.finished;
});

Deno.test("over TLS the certificate must be the name's, although the connection goes to the address", async () => {
  const { key, certificate, authority } = testCertificate;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, key, cert: certificate, onListen: () => {} },
    () => new Response("safe"),
  );
  const options = { allow: ["127.0.0.1"], resolve: () => Promise.resolve(["127.0.0.1"]) };
  const { port } = server.addr;
  const trusting = createGuardedFetch({ ...options, ca: authority });
  assert.equal(await (await trusting(`https://hooks.example:${port}/`)).text(), "safe");
  await assert.rejects(trusting(`https://other.example:${port}/`), GatewayFailure);
  await assert.rejects(createGuardedFetch(options)(`https://hooks.example:${port}/`), GatewayFailure);
  await server.shutdown();
});

Deno.test("what is no address for the web is refused by its form", () => {
  for (
    const text of ["file:///etc/passwd", "ftp://example.org", "http://user:secret@example.org/", "example.org", ""]
  ) {
    assert.throws(() => checkedUrl(text), OutgoingRefused, text);
  }
  assert.equal(checkedUrl("https://example.org/hook").hostname, "example.org");
});
