import type { FsAdapter } from "../fs.ts";

const SCRIPT = /\.(?:[jt]sx?|mjs|mts)$/;
const TEST = /[._]test\.(?:[jt]sx?|mjs|mts)$/;

/** A route file, found but not loaded. */
export interface FoundRoute {
  id: string;
  filePath: string;
}

/** The route files of a folder; islands in `(_islands)` folders are reported, other `(_…)` folders passed over. */
export async function crawlRouteDir(
  fs: FsAdapter,
  routeDir: string,
  ignore: RegExp[],
  onIsland: (filePath: string) => void,
): Promise<FoundRoute[]> {
  const found: FoundRoute[] = [];
  for await (const { path, relative } of scripts(fs, routeDir, ignore)) {
    const hidden = relative.split("/").find((part) => /^\(_.+\)$/.test(part));
    if (hidden === "(_islands)") onIsland(path);
    else if (hidden === undefined) found.push({ id: `/${relative.replace(SCRIPT, "")}`, filePath: path });
  }
  return found.sort((a, b) => a.id < b.id ? -1 : 1);
}

/** The files of an island folder. */
export async function crawlIslandDir(fs: FsAdapter, islandDir: string, ignore: RegExp[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of scripts(fs, islandDir, ignore)) found.push(path);
  return found.sort();
}

async function* scripts(
  fs: FsAdapter,
  dir: string,
  ignore: RegExp[],
): AsyncIterable<{ path: string; relative: string }> {
  if (!await fs.isDirectory(dir)) return;
  for await (const entry of fs.walk(dir)) {
    const path = entry.path.replaceAll("\\", "/");
    if (!SCRIPT.test(path) || TEST.test(path) || ignore.some((pattern) => pattern.test(path))) {
      continue;
    }
    yield { path, relative: path.slice(dir.length + 1) };
  }
}
