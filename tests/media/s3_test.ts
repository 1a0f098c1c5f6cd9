import assert from "node:assert/strict";
import { s3Store } from "../../media/s3.ts";

Deno.test("S3 keeps a file, gives it back, says when there is none, and fails loudly otherwise", async () => {
  const kept = new Map<string, Uint8Array>();
  let broken = false;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    assert.match(request.headers.get("authorization") ?? "", /^AWS4-HMAC-SHA256 Credential=id\//);
    if (broken) return new Response("<Error><Code>AccessDenied</Code></Error>", { status: 403 });
    if (request.method === "PUT") {
      assert.equal(request.headers.get("content-type"), "image/webp");
      kept.set(pathname, await request.bytes());
      return new Response(null, { status: 200 });
    }
    if (request.method === "DELETE") {
      kept.delete(pathname);
      return new Response(null, { status: 204 });
    }
    const found = kept.get(pathname);
    return found ? new Response(new Uint8Array(found)) : new Response("<Error><Code>NoSuchKey</Code></Error>", {
      status: 404,
      headers: { "Content-Type": "application/xml" },
    });
  });
  try {
    const endpoint = `http://127.0.0.1:${server.addr.port}`;
    const store = s3Store({
      endpoint,
      region: "eu-west-1",
      bucket: "files",
      accessKeyId: "id",
      secretAccessKey: "secret",
    });
    const content = new Uint8Array([1, 2, 3, 250]);
    await store.put("abc-320.webp", content);
    assert.deepEqual([...kept.keys()], ["/files/media/abc-320.webp"]);
    assert.deepEqual(new Uint8Array((await store.get("abc-320.webp"))!), content);
    assert.equal(await store.get("other-320.webp"), null);
    for (let times = 0; times < 2; times++) await store.remove("abc-320.webp");
    assert.equal(kept.size, 0);
    await assert.rejects(store.remove("../secret"), TypeError);
    await assert.rejects(store.put("../secret", content), TypeError);
    broken = true;
    await assert.rejects(store.get("abc-320.webp"), { name: "AccessDenied" });
  } finally {
    await server.shutdown();
  }
});
