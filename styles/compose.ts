import { transform } from "esbuild";

const shared = ["tokens", "reset", "base", "controls", "surfaces", "data", "frame"];

/** The sheets by name, and the sources each is made of, in order. */
export const sheets: Readonly<Record<string, readonly string[]>> = {
  "public": [...shared, "pages/public"],
  "work": [
    ...shared,
    "pages/work",
    "pages/desk",
    "pages/wizard",
    "pages/audit",
    "pages/analysis",
    "pages/messages",
    "pages/marketing",
  ],
  "dev": [...shared, "pages/dev"],
};

/** One sheet, minified: the layers in their order, then its sources. Nesting stays as written. */
export async function compose(sheet: string): Promise<string> {
  const here = new URL("./", import.meta.url);
  const sources = await Promise.all(
    (sheets[sheet] ?? []).map((name) => Deno.readTextFile(new URL(`${name}.css`, here))),
  );
  const { code } = await transform(["@layer reset, tokens, base, components, pages;", ...sources].join("\n"), {
    loader: "css",
    minify: true,
    target: "esnext",
  });
  return code;
}

if (import.meta.main) {
  for (const sheet of Object.keys(sheets)) {
    await Deno.writeTextFile(new URL(`../static/${sheet}.css`, import.meta.url), await compose(sheet));
  }
  Deno.exit(0); // esbuild's own process would keep this one waiting
}
