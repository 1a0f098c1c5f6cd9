import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { folderStore } from "../../media/folder.ts";
import { createPictures } from "../../media/pictures.ts";
import { UnreadablePicture } from "../../media/resize.ts";
import { MOST_BYTES } from "../../media/widths.ts";

async function withPictures(use: (pictures: ReturnType<typeof createPictures>, folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "pictures-" });
  try {
    await use(createPictures(folderStore(`${folder}/media`)), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function keep(pictures: ReturnType<typeof createPictures>, studioId: string, original: Uint8Array) {
  const { mediaId, bytes, keep } = await pictures.prepare(studioId, original);
  await keep();
  return { mediaId, bytes };
}

const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 180, g: 60, b: 20 } } });

Deno.test("each kind of picture is kept in the widths that pages use, the smaller one as it is", async () => {
  await withPictures(async (pictures) => {
    for (const kind of ["jpeg", "png", "webp", "avif"] as const) {
      const original = new Uint8Array(await drawn(900, 450).toFormat(kind).toBuffer());
      const { mediaId: id, bytes } = await keep(pictures, "studio", original);
      const widths = await Promise.all(([320, 640, 1280] as const).map(async (width) => {
        const { format, width: real } = await sharp((await pictures.open(id, width))!).metadata();
        return [format, real];
      }));
      assert.deepEqual(widths, [["webp", 320], ["webp", 640], ["webp", 900]], kind);
      const sizes = await Promise.all(([320, 640, 1280] as const).map((width) => pictures.open(id, width)));
      assert.equal(bytes, sizes.reduce((sum, file) => sum + file!.byteLength, 0));
      assert.equal((await keep(pictures, "studio", original)).mediaId, id);
      assert.notEqual((await keep(pictures, "another studio", original)).mediaId, id);
    }
  });
});

Deno.test("what the camera wrote about place and time is gone, and the picture stands upright", async () => {
  await withPictures(async (pictures) => {
    const original = await drawn(400, 200).withExif({
      IFD0: { Copyright: "secret-owner", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "41/1 23/1 0/1" },
    }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    assert.ok((await sharp(original).metadata()).exif);
    const kept = (await pictures.open((await keep(pictures, "studio", new Uint8Array(original))).mediaId, 1280))!;
    const { exif, xmp, icc, orientation, width, height } = await sharp(kept).metadata();
    assert.deepEqual({ exif, xmp, icc, orientation }, {
      exif: undefined,
      xmp: undefined,
      icc: undefined,
      orientation: undefined,
    });
    assert.deepEqual([width, height], [200, 400]);
    assert.equal(new TextDecoder("latin1").decode(kept).includes("secret-owner"), false);
  });
});

Deno.test("what is no picture by its content is refused, and nothing is kept", async () => {
  await withPictures(async (pictures, folder) => {
    const text = (s: string) => new TextEncoder().encode(s);
    const png = new Uint8Array(await drawn(50, 50).png().toBuffer());
    const hostile = {
      "an SVG, whatever it is called": text(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
      "a GIF": text("GIF89a..........."),
      "nothing at all": new Uint8Array(),
      "half a picture": png.slice(0, 60),
      "a page behind the first bytes of a JPEG": new Uint8Array([0xff, 0xd8, 0xff, ...text("<html>")]),
      "a decompression bomb": bomb(60_000, 60_000),
      "a wide one": bomb(40_000, 10),
      "more than ten megabytes": new Uint8Array(MOST_BYTES + 1).fill(0xff),
    };
    for (const [what, bytes] of Object.entries(hostile)) {
      await assert.rejects(pictures.prepare("studio", bytes), UnreadablePicture, what);
    }
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  });
});

Deno.test("a name that leads elsewhere is no name", async () => {
  await withPictures(async (pictures) => {
    await assert.rejects(pictures.open("../../etc/passwd", 320), TypeError);
    assert.equal(await pictures.open("unknown", 320), null);
  });
});

/** A PNG of a few hundred bytes that claims so many pixels. */
function bomb(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([1, 0, 0, 0, 0], 8);
  return new Uint8Array([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...chunk("IDAT", deflateSync(new Uint8Array(100_000))),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.byteLength + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.byteLength);
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(data, 8);
  view.setUint32(data.byteLength + 8, crc(whole.subarray(4, data.byteLength + 8)));
  return whole;
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
