import assert from "node:assert/strict";
import { licences } from "../../cli/licences_of.ts";

const read = async (name: string) => JSON.parse(await Deno.readTextFile(new URL(`../../${name}`, import.meta.url)));

/** Licences that an open, self-hosted product may stand on. */
const permitted = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "LGPL-3.0-or-later", // libvips, a library of its own beside sharp
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
  "(BSD-3-Clause AND Apache-2.0)",
  "MIT (http://mootools.net/license.txt)",
]);

/** Packages that state their licence elsewhere, as read by hand. */
const readByHand: Readonly<Record<string, string>> = {
  "@event-driven-io/dumbo": "MIT, in its repository; benchmarks only",
  "@event-driven-io/emmett": "MIT, in its repository; benchmarks only",
  "@event-driven-io/emmett-postgresql": "MIT, in its repository; benchmarks only",
  "@event-driven-io/pongo": "MIT, in its repository; benchmarks only",
  "dejavu-fonts-ttf": "Bitstream Vera, free to embed",
  "png-js": "MIT, in its readme",
};

Deno.test("every package is under a licence that the product may stand on", async () => {
  const unfit = (await licences()).flatMap(([licence, packages]) => {
    const parts = licence.replace(/^\((.*)\)$/, "$1").split(" OR ");
    return permitted.has(licence) || parts.some((part) => permitted.has(part))
      ? []
      : packages.map((one) => [one, licence]);
  });
  const named = (one: string) => one.slice(0, one.lastIndexOf("@"));
  assert.deepEqual(unfit.filter(([one]) => !(named(one!) in readByHand)), []);
});

Deno.test("every package is pinned to one version, and to its bytes", async () => {
  const { imports } = await read("deno.json") as { imports: Record<string, string> };
  const isPinned = (to: string) => /@\d+\.\d+\.\d+[\w.-]*(\/[\w./-]*)?$/.test(to); // a part of a package, too
  const loose = Object.values(imports).filter((to) => to.startsWith("npm:") && !isPinned(to));
  assert.deepEqual(loose, []);
  const { npm } = await read("deno.lock") as { npm: Record<string, { integrity?: string }> };
  const unproven = Object.entries(npm).filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
  assert.deepEqual(unproven.map(([name]) => name), []);
});
