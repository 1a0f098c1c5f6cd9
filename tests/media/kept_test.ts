import assert from "node:assert/strict";
import { copyAll, keepAll, keptFiles } from "../../media/kept.ts";
import { startS3 } from "../support/s3_server.ts";

Deno.test("uploaded files go from a folder into a bucket and back, whole ones only, each once", async () => {
  const s3Server = startS3();
  const [from, other, back] = await Promise.all([0, 1, 2].map(() => Deno.makeTempDir({ prefix: "kept-" })));
  const s3 = { endpoint: s3Server.url, region: "eu", bucket: "files", accessKeyId: "id", secretAccessKey: "secret" };
  try {
    await Deno.mkdir(`${from}/media`);
    const files = { "a.webp": "one", "b.pdf": "a longer one", "c.webp": "" };
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${from}/media/${name}`, text);
    await Deno.writeTextFile(`${from}/media/d.webp.1.part`, "half of");

    const place = { s3, dataDir: "/nowhere" };
    assert.equal(await keepAll(from!, place), 3);
    assert.equal(await keepAll(from!, place), 0, "what is there stays");
    const names = (await Array.fromAsync(keptFiles(place))).map(({ name, size }) => `${name} ${size}`);
    assert.deepEqual(names, ["media/a.webp 3", "media/b.pdf 12", "media/c.webp 0"]);

    assert.equal(await keepAll(from!, { s3: null, dataDir: other! }), 3);
    assert.equal(await copyAll(place, back!), 3);
    assert.equal(await copyAll(place, back!), 0);
    for (const folder of [other, back]) {
      assert.deepEqual((await Array.fromAsync(Deno.readDir(`${folder}/media`))).length, 3);
      for (const [name, text] of Object.entries(files)) {
        assert.equal(await Deno.readTextFile(`${folder}/media/${name}`), text);
      }
    }
  } finally {
    for (const folder of [from, other, back]) await Deno.remove(folder!, { recursive: true });
    await s3Server.stop();
  }
});
