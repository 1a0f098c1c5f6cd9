import assert from "node:assert/strict";
import { PICTURE } from "../../../web/pictures/event_picture.ts";
import { paint, stopPainting } from "../../../web/pictures/painter.ts";

const words = {
  seed: "a",
  studio: "Núñez & Söhne",
  title: "Größe zählt: <b>Donaudampfschifffahrtsgesellschaft</b> in 90 Minuten",
  when: "Dienstag, 24. November 2026, 19:00 Madrid",
  kind: "Webinar",
  state: "Abgesagt",
};

Deno.test("a picture of an event is a PNG of the size that pages promise, drawn once", async () => {
  try {
    const [png, again] = await Promise.all([paint(words), paint({ ...words })]);
    assert.equal(png, again);
    assert.deepEqual([...png.slice(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
    const size = new DataView(png.buffer, png.byteOffset + 16, 8);
    assert.deepEqual([size.getUint32(0), size.getUint32(4)], [PICTURE.width, PICTURE.height]);
    const other = await paint({ ...words, title: "Other" });
    assert.notDeepEqual(other, png);
  } finally {
    stopPainting();
  }
});
