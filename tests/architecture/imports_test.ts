import assert from "node:assert/strict";
import { rules } from "./rules.ts";

interface Edge {
  from: string;
  to: string;
  typeOnly: boolean;
}

Deno.test("every import is one that docs/architecture.md allows", async () => {
  const violations = (await importEdges()).filter((edge) => !allowed(edge)).map((e) =>
    `${e.from} imports ${e.to}${e.typeOnly ? " (types)" : ""}`
  );
  assert.deepEqual(violations, []);
});

Deno.test("the rules refuse what they are for", () => {
  assert.equal(allowed({ from: "domain/studio/studio.ts", to: "projections/all.ts", typeOnly: true }), false);
  assert.equal(allowed({ from: "islands/Toast.tsx", to: "vault/port.ts", typeOnly: false }), false);
  assert.equal(allowed({ from: "fresh/src/app.ts", to: "domain/decider.ts", typeOnly: false }), false);
});

function allowed({ from, to, typeOnly }: Edge): boolean {
  const rule = rules.find((r) => from.startsWith(r.folder));
  if (!rule) return false;
  const may = typeOnly ? [...rule.may, ...(rule.mayTypes ?? [])] : rule.may;
  return to.startsWith(rule.folder) || may.some((prefix) => prefix === "*" || to === prefix || to.startsWith(prefix));
}

async function importEdges(): Promise<Edge[]> {
  const root = new URL("../../", import.meta.url);
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  const sources = [...await sourceFiles(root.pathname, "")];
  await Deno.writeTextFile(
    entry,
    sources.map((file) => `import ${JSON.stringify(new URL(file, root).href)};`).join("\n"),
  );
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", new URL("deno.json", root).pathname, entry],
    env: { NO_COLOR: "1" },
    stderr: "inherit",
  }).output();
  await Deno.remove(entry);
  assert.ok(success, "deno info failed");
  const graph = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: { specifier: string; dependencies?: { specifier: string; code?: Resolved; type?: Resolved }[] }[];
  };
  const local = (specifier: string) => specifier.startsWith(root.href) ? specifier.slice(root.href.length) : null;
  const edges: Edge[] = [];
  for (const module of graph.modules) {
    const from = local(module.specifier);
    if (!from || from.startsWith("node_modules/")) continue;
    for (const dependency of module.dependencies ?? []) {
      const target = dependency.code ?? dependency.type;
      if (!target?.specifier) continue;
      edges.push({ from, to: local(target.specifier) ?? bare(target.specifier), typeOnly: !dependency.code });
    }
  }
  return edges;
}

interface Resolved {
  specifier?: string;
}

/** `npm:/@preact/signals@2.11.4/x` → `npm:@preact/signals`; other specifiers as they are. */
function bare(specifier: string): string {
  const npm = specifier.match(/^npm:\/?((?:@[^/]+\/)?[^@/]+)/);
  return npm ? `npm:${npm[1]}` : specifier;
}

const leftOut = new Set(["node_modules", "tests", "bench", "data", "_fresh", "docs", "static", ".git", ".ci"]);

async function* walk(root: string, folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(root + folder)) {
    const path = folder + entry.name;
    if (entry.isDirectory) {
      if (!leftOut.has(entry.name) && !path.endsWith("fresh/tests")) yield* walk(root, path + "/");
    } else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

async function sourceFiles(root: string, folder: string): Promise<string[]> {
  return await Array.fromAsync(walk(root, folder));
}
