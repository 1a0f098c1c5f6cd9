import { join } from "node:path";
import { checkedName, type MediaStore } from "./store.ts";

/** Keeps files in a folder, which is made when the first one comes. A file is there whole or not at all. */
export function folderStore(folder: string): MediaStore {
  return {
    async put(name, content) {
      const path = join(folder, checkedName(name));
      await Deno.mkdir(folder, { recursive: true });
      const making = `${path}.${crypto.randomUUID()}.part`;
      try {
        await Deno.writeFile(making, content);
        await Deno.rename(making, path);
      } catch (error) {
        await Deno.remove(making).catch(() => {});
        throw error;
      }
    },
    async get(name) {
      try {
        return await Deno.readFile(join(folder, checkedName(name)));
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      }
    },
    async remove(name) {
      try {
        await Deno.remove(join(folder, checkedName(name)));
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    },
    async stream(name) {
      try {
        return (await Deno.open(join(folder, checkedName(name)))).readable;
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      }
    },
  };
}
