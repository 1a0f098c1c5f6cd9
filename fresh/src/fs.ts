/** The part of a file system that looking for routes and islands takes. */
export interface FsAdapter {
  walk(root: string): AsyncIterable<{ path: string }>;
  isDirectory(path: string | URL): Promise<boolean>;
}

/** The real file system. */
export const fsAdapter: FsAdapter = {
  walk,
  isDirectory: (path) => Deno.stat(path).then((info) => info.isDirectory, () => false),
};

async function* walk(root: string): AsyncIterable<{ path: string }> {
  for await (const entry of Deno.readDir(root)) {
    const path = `${root}/${entry.name}`;
    if (entry.isDirectory) yield* walk(path);
    else yield { path };
  }
}
