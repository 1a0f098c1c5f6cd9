import assert from "node:assert/strict";
import { Problem } from "../../web/problem.ts";
import { readMultipart } from "../../web/multipart.ts";

const limits = { files: 1_000, texts: 200, read: 1_000_000 };

/** The same form, cut into pieces of so many bytes. */
async function inPieces(form: FormData, size: number): Promise<Request> {
  const whole = new Request("http://localhost/", { method: "POST", body: form });
  const type = whole.headers.get("content-type")!;
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
  return new Request("http://localhost/", { method: "POST", headers: { "content-type": type }, body });
}

function formOf(fields: Record<string, string | Uint8Array<ArrayBuffer>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, typeof value === "string" ? value : new File([value], `${name}.bin`));
  }
  return form;
}

const bytes = (size: number) => new Uint8Array(size).map((_, i) => i % 256);

Deno.test("a form is read alike however it is cut, and files come as they were", async () => {
  const fields = { title: "Rücken\r\n--frei", empty: "", photo: bytes(600), nothing: new Uint8Array(), last: "end" };
  for (const size of [1, 7, 64, 1_000_000]) {
    const { form, tooLarge } = await readMultipart(await inPieces(formOf(fields), size), limits);
    assert.deepEqual([...form.keys()], Object.keys(fields), `${size}`);
    assert.deepEqual([form.get("title"), form.get("empty"), form.get("last")], [fields.title, "", "end"]);
    assert.deepEqual(await (form.get("photo") as File).bytes(), fields.photo);
    assert.deepEqual(tooLarge, []);
  }
});

Deno.test("of files that are too large, one or together, nothing is kept, and everything else is", async () => {
  const fields = {
    a: "before",
    first: bytes(700),
    huge: bytes(5_000),
    second: bytes(400),
    third: bytes(200),
    z: "after",
  };
  for (const size of [13, 100_000]) {
    const { form, tooLarge } = await readMultipart(await inPieces(formOf(fields), size), limits);
    assert.deepEqual(tooLarge, ["huge", "second"]);
    assert.deepEqual([form.get("a"), form.get("z")], ["before", "after"]);
    const sizes = ["first", "huge", "second", "third"].map((name) => (form.get(name) as File).size);
    assert.deepEqual(sizes, [700, 0, 0, 200]);
  }
});

Deno.test("texts without end, bodies without end, and what is no form are refused", async () => {
  const refused = async (request: Request, code: string) =>
    await assert.rejects(readMultipart(request, limits), (error) => error instanceof Problem && error.code === code);
  await refused(await inPieces(formOf({ text: "x".repeat(300) }), 50), "body_too_large");
  await refused(await inPieces(formOf({ file: bytes(1_100_000) }), 10_000), "body_too_large");
  const plain = { method: "POST", body: "x", headers: { "content-type": "text/plain" } };
  await refused(new Request("http://localhost/", plain), "unsupported_media_type");
  const headless = {
    ...plain,
    body: "x".repeat(20_000),
    headers: { "content-type": "multipart/form-data; boundary=b" },
  };
  await refused(new Request("http://localhost/", headless), "unsupported_media_type");
});
