import assert from "node:assert/strict";
import { uuidv5 } from "../../domain/uuid.ts";

const DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

Deno.test("uuidv5 gives the id of the RFC's example", () =>
  assert.equal(uuidv5(DNS, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2"));

Deno.test("uuidv5 of a word never changes, since ids in the log come from it", () =>
  assert.equal(uuidv5("confirmation", "mail"), "087a3ad7-a67d-5f98-9996-51ab1b322d4f"));

Deno.test("uuidv5 tells apart names that read alike when joined", () => {
  assert.notEqual(uuidv5("x", "a", "bc"), uuidv5("x", "ab", "c"));
  assert.equal(uuidv5(DNS, "a", 1), uuidv5(uuidv5(DNS, "a"), "1"));
});

Deno.test("uuidv5 reads the space in any case", () => assert.equal(uuidv5(DNS.toUpperCase(), "a"), uuidv5(DNS, "a")));
