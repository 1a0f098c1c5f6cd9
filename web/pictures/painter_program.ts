import { initWasm, Resvg } from "@resvg/resvg-wasm";
import satori from "satori";
import { eventPicture, PICTURE, type PictureWords } from "./event_picture.ts";

// A worker of its own: drawing takes tenths of a second, in which no visitor shall wait.

const read = (specifier: string) => Deno.readFile(new URL(import.meta.resolve(specifier)));
const font = async (subset: string, weight: 400 | 700) => ({
  name: "Inter",
  data: (await read(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff`)).buffer,
  weight,
  style: "normal" as const,
});

const ready = (async () => {
  await initWasm(await read("@resvg/resvg-wasm/index_bg.wasm"));
  return await Promise.all([font("latin", 400), font("latin", 700), font("latin-ext", 400), font("latin-ext", 700)]);
})();

const worker = self as unknown as {
  onmessage: (message: MessageEvent<{ id: number; words: PictureWords }>) => void;
  postMessage(message: unknown): void;
};

worker.onmessage = async ({ data: { id, words } }) => {
  try {
    const fonts = await ready;
    const drawn = await satori(eventPicture(words) as never, { ...PICTURE, fonts });
    worker.postMessage({ id, png: new Resvg(drawn).render().asPng() });
  } catch (error) {
    worker.postMessage({ id, error: String(error) });
  }
};
