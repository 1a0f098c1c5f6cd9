import { join } from "node:path";

const root = new URL("../", import.meta.url).pathname;

interface Package {
  name?: string;
  version?: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
}

/** Packages in `node_modules` by their licence, as each states it; `unknown` where it states none. */
export async function licences(): Promise<[string, string[]][]> {
  const found = new Map<string, Set<string>>();
  const store = join(root, "node_modules/.deno");
  for await (const { name: folder } of Deno.readDir(store)) {
    if (folder === "node_modules" || !/@\d/.test(folder)) continue;
    const name = folder.slice(0, folder.indexOf("@", 1)).replace("+", "/");
    const text = await Deno.readTextFile(join(store, folder, "node_modules", name, "package.json")).catch(() => null);
    if (text === null) continue; // of another platform
    const stated = JSON.parse(text) as Package;
    const licence = licenceOf(stated);
    found.set(licence, (found.get(licence) ?? new Set()).add(`${stated.name}@${stated.version}`));
  }
  return [...found].map(([licence, packages]): [string, string[]] => [licence, [...packages].sort()])
    .sort(([a], [b]) => a < b ? -1 : 1);
}

function licenceOf({ license, licenses }: Package): string {
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(" OR ") ?? "unknown";
}
