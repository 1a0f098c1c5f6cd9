import assert from "node:assert/strict";
import { permissions } from "../../commands/authorise.ts";
import type { Role } from "../../domain/studio/events.ts";
import type { UserId } from "../../domain/ids.ts";
import { judge, type Method, methodsOf, rightFor, rights } from "../../web/rights.ts";

const someone = "11111111-1111-4111-8111-111111111111" as UserId;
const roles = ["owner", "associate", "auditor", "analyst"] as const;
const askers = {
  ...Object.fromEntries(roles.map((role) => [role, { userId: someone, role: role as Role }])),
  operator: { userId: someone, operator: true },
  stranger: { userId: someone },
  signed_out: {},
};

/** Who comes in, as it was decided; a change here is a change of rights. */
const wanted: [Method, string, string][] = [
  ["GET", "/webinars", "owner associate auditor analyst operator stranger signed_out"],
  ["POST", "/sign-in", "owner associate auditor analyst operator stranger signed_out"],
  ["GET", "/dashboard", "owner associate auditor analyst operator"],
  ["GET", "/dashboard/experiences/virtual-events", "owner associate auditor analyst"],
  ["POST", "/dashboard/experiences/virtual-events/new", "owner associate"],
  ["POST", "/dashboard/experiences/virtual-events/1/publish", "owner associate"],
  ["GET", "/dashboard/experiences/virtual-events/1/registrations", "owner associate"],
  ["POST", "/dashboard/experiences/virtual-events/1/registrations", "owner associate"],
  ["GET", "/dashboard/settings/members", "owner auditor"],
  ["POST", "/dashboard/settings/members", "owner"],
  ["POST", "/dashboard/settings/api-keys", "owner associate"],
  ["GET", "/dashboard/history", "owner auditor"],
  ["GET", "/dashboard/projections", "owner auditor analyst operator"],
  ["POST", "/dashboard/projections", "analyst operator"],
  ["POST", "/api/events", "owner associate"],
  ["GET", "/api/v1/events", "owner associate auditor analyst"],
  ["PUT", "/api/events/1", "owner associate"],
  ["POST", "/api/v1/events/1/registrations", "owner associate"],
];

Deno.test("Everybody comes in where it was decided, and nowhere else", () => {
  for (const [method, path, who] of wanted) {
    const right = rightFor(method, path);
    assert.ok(right, `${method} ${path}`);
    const allowed = Object.entries(askers).filter(([, asker]) => judge(right, asker) === "allowed").map(([name]) =>
      name
    );
    assert.equal(allowed.join(" "), who, `${method} ${path}`);
  }
});

Deno.test("Signed out is asked to sign in, signed in is refused", () => {
  for (const right of rights) {
    if (right.needs === "anyone") continue;
    assert.equal(judge(right, askers.signed_out), "unauthenticated", right.path);
    assert.equal(judge(right, askers.stranger), "forbidden", right.path);
  }
});

Deno.test("What is in no row is open to nobody", () => {
  for (const path of ["/dashboard/secret", "/admin", "/dashboard/settings/unknown", "/webinars/a/b/c", "/.env"]) {
    assert.equal(rightFor("GET", path), null, path);
  }
  assert.equal(rightFor("DELETE", "/dashboard"), null);
  assert.deepEqual(methodsOf("/dashboard/settings/members"), ["GET", "POST"]);
  assert.equal(judge({ needs: "speaker" }, { userId: someone, role: "owner" }), "forbidden");
});

Deno.test("A key reaches only what its scopes name, whoever made it", () => {
  const owner = { userId: someone, role: "owner" as Role };
  const judged = (path: string, method: Method, scopes: ("read" | "write" | "personal")[]) =>
    judge(rightFor(method, path)!, { ...owner, scopes });
  assert.equal(judged("/api/events", "GET", ["read"]), "allowed");
  assert.equal(judged("/api/events", "POST", ["read"]), "forbidden");
  assert.equal(judged("/api/events", "POST", ["write"]), "allowed");
  assert.equal(judged("/api/events", "GET", ["write"]), "forbidden");
  assert.equal(judged("/api/events", "GET", []), "forbidden");
  assert.equal(judged("/dashboard/settings/members", "POST", ["read", "write", "personal"]), "forbidden");
});

Deno.test("Every route file stands in the table, by every method that it answers", async () => {
  const routes = new URL("../../routes/", import.meta.url);
  for await (const file of filesBelow(routes.pathname)) {
    const path = file.slice(routes.pathname.length).replace(/\.tsx?$/, "");
    if (/(^|\/)_/.test(path) || path.startsWith("api/[...")) continue;
    const url = "/" + path.replace(/\([^)]*\)\//g, "").replace(/\[(\w+)\]/g, "x").replace(/(^|\/)index$/, "");
    const source = await Deno.readTextFile(file);
    const methods = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).filter((method) =>
      new RegExp(`^ {2}(async )?\\*?${method}[(:]`, "m").test(source)
    );
    for (const method of methods.length > 0 ? methods : ["GET"]) {
      assert.ok(rightFor(method, url.replace(/(.)\/$/, "$1")), `${method} ${url} (${path}) is in no row`);
    }
  }
});

Deno.test("Every need is a permission that exists", () => {
  const known: string[] = [...permissions, "anyone", "member", "speaker"];
  for (const { needs, path } of rights) assert.ok(known.includes(needs), path);
});

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}${folder.endsWith("/") ? "" : "/"}${entry.name}`;
    if (entry.isDirectory) yield* filesBelow(path);
    else yield path;
  }
}
