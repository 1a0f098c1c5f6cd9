import assert from "node:assert/strict";
import { UnreadablePicture } from "../../media/resize.ts";
import type { Pictures } from "../../media/pictures.ts";
import { Problem } from "../../web/problem.ts";
import { keepPicture } from "../../web/upload.ts";

const kept: string[] = [];
const pictures: Pictures = {
  keep(studioId, original) {
    if (original.byteLength < 4) return Promise.reject(new UnreadablePicture("not a picture"));
    kept.push(`${studioId}:${original.byteLength}`);
    return Promise.resolve("id");
  },
  open: () => Promise.resolve(null),
};

const refusedAs = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

function formWith(file: Uint8Array<ArrayBuffer>): Request {
  const body = new FormData();
  body.set("then", "cover");
  body.set("cover", new File([file], "harmless.png", { type: "image/png" }));
  return new Request("http://localhost/", { method: "POST", body });
}

Deno.test("a picture comes with its form's fields; none chosen is none", async () => {
  const { mediaId, fields } = await keepPicture({ pictures }, "studio", formWith(new Uint8Array(10)), "cover");
  assert.deepEqual([mediaId, fields], ["id", { then: "cover" }]);
  assert.deepEqual(kept, ["studio:10"]);
  assert.equal((await keepPicture({ pictures }, "studio", formWith(new Uint8Array()), "cover")).mediaId, null);
});

Deno.test("a hundred megabytes are not read: neither announced nor streamed", async () => {
  const huge = 100 * 1024 * 1024;
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= huge) return controller.close();
      sent += 1024 * 1024;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const headers = { "Content-Type": "multipart/form-data; boundary=x" };
  const streamed = new Request("http://localhost/", { method: "POST", body, headers });
  await assert.rejects(keepPicture({ pictures }, "studio", streamed, "cover"), refusedAs("picture_too_large"));
  assert.ok(sent < 14 * 1024 * 1024, `${sent} bytes were taken`);
  const announced = new Request("http://localhost/", {
    method: "POST",
    body: "--x--",
    headers: { ...headers, "Content-Length": String(huge) },
  });
  await assert.rejects(keepPicture({ pictures }, "studio", announced, "cover"), refusedAs("picture_too_large"));
});

Deno.test("what is no picture, and what is no form, is refused with its own code", async () => {
  await assert.rejects(
    keepPicture({ pictures }, "studio", formWith(new Uint8Array(2)), "cover"),
    refusedAs("picture_unreadable"),
  );
  const text = new Request("http://localhost/", { method: "POST", body: "a=b" });
  await assert.rejects(keepPicture({ pictures }, "studio", text, "cover"), refusedAs("unsupported_media_type"));
  const broken = new Request("http://localhost/", {
    method: "POST",
    body: "not a form",
    headers: { "Content-Type": "multipart/form-data; boundary=x" },
  });
  await assert.rejects(keepPicture({ pictures }, "studio", broken, "cover"), refusedAs("unsupported_media_type"));
});
