import assert from "node:assert/strict";
import { openApiDocument } from "../../api/openapi.ts";
import { operations } from "../../api/operations.ts";
import { apiReference } from "../../api/reference.ts";
import { rights } from "../../web/rights.ts";

// deno-lint-ignore no-explicit-any -- any JSON
type Any = any;

Deno.test("The document names every call with its answers, and every reference leads somewhere", () => {
  const document = openApiDocument("https://example.test") as Any;
  assert.equal(document.openapi, "3.1.0");
  for (const { method, path, success } of operations) {
    const described = document.paths[path][method.toLowerCase()];
    assert.ok(described.responses[success.status], `${method} ${path}`);
    for (const status of [401, 403, 429]) assert.ok(described.responses[status], `${method} ${path} ${status}`);
  }
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    assert.ok(document.components.schemas[name!], name);
  }
  const ids = Object.values(document.paths).flatMap((path: Any) => Object.values(path).map((o: Any) => o.operationId));
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("The reference shows every call, those that answer without content too", () => {
  const calls = apiReference("https://example.test");
  assert.equal(calls.length, operations.length);
  for (const { method, path, success } of operations) {
    const call = calls.find((shown) => shown.method === method && shown.path === path);
    const answer = call?.answers.find(({ status }) => status === String(success.status));
    assert.ok(answer, `${method} ${path}`);
    assert.equal(answer.fields.length > 0, "schema" in success, `${method} ${path}`);
  }
});

Deno.test("Every call of the API stands in the table of rights with the same need", () => {
  for (const { method, path, needs } of operations) {
    for (const prefix of ["/api", "/api/v1"]) {
      const pattern = prefix + path.replace(/\{(\w+)\}/g, ":$1");
      const row = rights.find((right) => right.path === pattern && right.methods.includes(method));
      assert.equal(row?.needs, needs, `${method} ${pattern}`);
    }
  }
});
