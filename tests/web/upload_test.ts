import assert from "node:assert/strict";
import { UnreadablePicture } from "../../media/resize.ts";
import type { Pictures } from "../../media/pictures.ts";
import { Problem } from "../../web/problem.ts";
import { setStudioLimits } from "../../commands/limits.ts";
import { noLimits } from "../../domain/studio/settings.ts";
import { keepPicture } from "../../web/upload.ts";
import { openCommands, studioId, type TestCommands } from "../support/commands.ts";
import { refused } from "../support/refusals.ts";

const kept: string[] = [];
const pictures: Pictures = {
  prepare(studio, { byteLength: bytes }) {
    if (bytes < 4) return Promise.reject(new UnreadablePicture("not a picture"));
    const keep = () => Promise.resolve(void kept.push(`${studio}:${bytes}`));
    return Promise.resolve({ mediaId: `of-${bytes}`, bytes, keep });
  },
  open: () => Promise.resolve(null),
  remove: () => Promise.resolve(),
};

/** Takes what a form brings as the owner's. */
async function keeping(request: Request, open?: TestCommands) {
  if (open) return await keepPicture({ pictures, commands: open.deps }, open.as(), request, "cover");
  await using own = await openCommands();
  return await keepPicture({ pictures, commands: own.deps }, own.as(), request, "cover");
}

const refusedAs = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

function formWith(file: Uint8Array<ArrayBuffer>): Request {
  const body = new FormData();
  body.set("then", "cover");
  body.set("cover", new File([file], "harmless.png", { type: "image/png" }));
  return new Request("http://localhost/", { method: "POST", body });
}

Deno.test("a picture comes with its form's fields; none chosen is none", async () => {
  const { mediaId, fields } = await keeping(formWith(new Uint8Array(10)));
  assert.deepEqual([mediaId, fields], ["of-10", { then: "cover" }]);
  assert.deepEqual(kept, [`${studioId}:10`]);
  assert.equal((await keeping(formWith(new Uint8Array()))).mediaId, null);
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
  await assert.rejects(keeping(streamed), refusedAs("picture_too_large"));
  assert.ok(sent < 14 * 1024 * 1024, `${sent} bytes were taken`);
  const announced = new Request("http://localhost/", {
    method: "POST",
    body: "--x--",
    headers: { ...headers, "Content-Length": String(huge) },
  });
  await assert.rejects(keeping(announced), refusedAs("picture_too_large"));
});

Deno.test("what is no picture, and what is no form, is refused with its own code", async () => {
  await assert.rejects(
    keeping(formWith(new Uint8Array(2))),
    refusedAs("picture_unreadable"),
  );
  const text = new Request("http://localhost/", { method: "POST", body: "a=b" });
  await assert.rejects(keeping(text), refusedAs("unsupported_media_type"));
  const broken = new Request("http://localhost/", {
    method: "POST",
    body: "not a form",
    headers: { "Content-Type": "multipart/form-data; boundary=x" },
  });
  await assert.rejects(keeping(broken), refusedAs("unsupported_media_type"));
});

Deno.test("past the room that a studio has nothing is kept; what is kept already stays and may come again", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  const picture = (bytes: number) => formWith(new Uint8Array(bytes));
  await keeping(picture(600), open);
  await setStudioLimits(deps, as(undefined, { operator: true }), { ...noLimits, storageBytes: 1_000 });
  const before = kept.length;
  await refused(keeping(picture(401), open), "storage_limit_reached", { most: 1_000, used: 600 });
  assert.equal(kept.length, before);
  await keeping(picture(600), open);
  await keeping(picture(400), open);
  await refused(keeping(picture(4), open), "storage_limit_reached", { most: 1_000, used: 1_000 });
  const written = (await facts()).filter(({ type }) => type === "FileKept").map(({ data }) => data);
  assert.deepEqual(written, [600, 400].map((bytes) => ({ studioId, mediaId: `of-${bytes}`, bytes })));
});
