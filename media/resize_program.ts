// A program of its own, so that the decoders of pictures that strangers made run outside the product's process: they see no
// log, no keys and no network, and are ended when they take too long. Bytes in on stdin, framed WebP files out on stdout.
import sharp from "sharp";
import { LONGEST_SIDE, MOST_PIXELS, WIDTHS } from "./widths.ts";

sharp.cache(false);
sharp.concurrency(1);

const original = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
const { width, height } = await sharp(original, { limitInputPixels: MOST_PIXELS, failOn: "error" }).metadata();
if (!width || !height || width > LONGEST_SIDE || height > LONGEST_SIDE) Deno.exit(3);

const out = Deno.stdout.writable.getWriter();
for (const most of WIDTHS) {
  const file = await sharp(original, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .rotate() // as the camera was held: after this, nothing of what it wrote is needed, and nothing is kept
    .resize({ width: most, withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, file.byteLength);
  await out.write(length);
  await out.write(new Uint8Array(file));
}
await out.close();
