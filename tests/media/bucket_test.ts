import assert from "node:assert/strict";
import { openBucket } from "../../media/bucket.ts";
import { startS3 } from "../support/s3_server.ts";

const place = { region: "eu-west-1", bucket: "backups", accessKeyId: "id", secretAccessKey: "secret" };

Deno.test("a large file goes into a bucket in parts and comes back as it was; what failed leaves nothing", async () => {
  const s3 = startS3();
  const file = await Deno.makeTempFile();
  try {
    const bucket = openBucket({ ...place, endpoint: s3.url });
    const bytes = new Uint8Array(9 * 1024 * 1024);
    for (let at = 0; at < bytes.length; at += 4_096) bytes[at] = at / 4_096;
    await Deno.writeFile(file, bytes);
    await bucket.put("a/large", file);
    await Deno.writeFile(file, bytes.subarray(0, 10));
    for (const name of ["small", "third"]) await bucket.put(`a/${name}`, file);
    assert.deepEqual(await bucket.list("a/"), [
      { key: "a/large", size: bytes.length },
      { key: "a/small", size: 10 },
      { key: "a/third", size: 10 },
    ]);
    const back: Uint8Array[] = [];
    for await (const chunk of bucket.open("a/large")) back.push(chunk);
    assert.ok(new Uint8Array(await new Blob(back as BlobPart[]).arrayBuffer()).every((byte, i) => byte === bytes[i]));
    await bucket.remove("a/small");
    assert.deepEqual(await bucket.list("a/s"), []);
    await assert.rejects(async () => await Array.fromAsync(bucket.open("a/small")), /no a\/small in the bucket/);

    await Deno.writeFile(file, bytes);
    s3.fail("PUT", 1);
    await assert.rejects(bucket.put("b/large", file), { name: "AccessDenied" });
    assert.equal(s3.files.has("/backups/b/large"), false);
    assert.equal(s3.begun.size, 0);
  } finally {
    await s3.stop();
    await Deno.remove(file);
  }
});
