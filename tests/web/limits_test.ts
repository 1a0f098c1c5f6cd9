import assert from "node:assert/strict";
import { clientAddress, fromAnotherSite, isLocal } from "../../web/client.ts";
import { createThrottle } from "../../web/identity/throttle.ts";
import { parseMoney, writeMoney } from "../../domain/money.ts";
import { safePath } from "../../web/places.ts";
import { createRateLimit, rateLimitHeaders } from "../../web/rate_limit.ts";

const from = (hostname: string): Deno.NetAddr => ({ transport: "tcp", hostname, port: 1 });

Deno.test("A rate limit counts each key in windows of its own", () => {
  let now = 0;
  const limit = createRateLimit(2, 60_000, () => now);
  assert.deepEqual(limit.take("a"), { allowed: true, limit: 2, remaining: 1, reset: 60 });
  now = 30_000;
  assert.deepEqual(limit.take("a"), { allowed: true, limit: 2, remaining: 0, reset: 30 });
  assert.deepEqual(limit.take("a"), { allowed: false, limit: 2, remaining: 0, reset: 30 });
  assert.equal(limit.take("b").allowed, true);
  now = 60_000;
  assert.equal(limit.take("a").allowed, true);
  assert.equal(rateLimitHeaders({ allowed: false, limit: 2, remaining: 0, reset: 30 })["Retry-After"], "30");
});

Deno.test("A rate limit forgets ended windows before it grows without end", () => {
  let now = 0;
  const limit = createRateLimit(1, 1_000, () => now);
  for (let i = 0; i < 50_000; i++) limit.take(`old ${i}`);
  now = 2_000;
  limit.take("new");
  assert.equal(limit.take("new").allowed, false);
  for (let i = 0; i < 60_000; i++) limit.take(`other ${i}`);
  assert.equal(limit.take("other 59999").allowed, false);
});

Deno.test("A throttle lets so many tries through, then says how long to wait", () => {
  let now = 0;
  const throttle = createThrottle(2, 10_000, () => now);
  throttle.count("a");
  now = 4_000;
  throttle.count("a");
  assert.equal(throttle.wait("a"), 6);
  throttle.forgive("a");
  assert.equal(throttle.wait("a"), 0);
  throttle.count("a");
  now = 10_001;
  assert.equal(throttle.wait("a"), 0);
  throttle.count("a");
  throttle.clear("a");
  assert.equal(throttle.wait("a"), 0);
});

Deno.test("The client's address comes from the proxy only where one is trusted, and only its own word counts", () => {
  const forged = new Headers({ "x-forwarded-for": "1.2.3.4, 203.0.113.9" });
  assert.equal(clientAddress(forged, from("10.0.0.1"), false), "10.0.0.1");
  assert.equal(clientAddress(forged, from("10.0.0.1"), true), "203.0.113.9");
  assert.equal(clientAddress(new Headers(), from("10.0.0.1"), true), "10.0.0.1");
  assert.equal(clientAddress(new Headers(), from("2001:db8:1:2:3:4:5:6"), false), "2001:db8:1:2::/64");
  assert.equal(clientAddress(new Headers(), from("2001:db8::9"), false), "2001:db8:0:0::/64");
});

Deno.test("Local is this machine without anybody in between", () => {
  assert.ok(isLocal(new Headers(), from("127.0.0.1")));
  assert.ok(isLocal(new Headers(), from("::1")));
  assert.ok(!isLocal(new Headers(), from("192.168.1.5")));
  for (const host of ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "studio.localhost"]) {
    assert.ok(isLocal(new Headers({ host }), from("127.0.0.1")), host);
  }
  for (const host of ["rebound.example", "localhost.example:8000", "127.0.0.1.example", "[::2]:8000", ""]) {
    assert.ok(!isLocal(new Headers({ host }), from("127.0.0.1")), host);
  }
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
    assert.ok(!isLocal(new Headers({ [name]: "127.0.0.1" }), from("127.0.0.1")), name);
  }
});

Deno.test("Another site is told by what browsers say of it", () => {
  const origins = ["https://here.test"];
  const other = (headers: Record<string, string>) => fromAnotherSite(new Headers(headers), origins);
  assert.equal(other({}), false, "no browser");
  assert.equal(other({ "sec-fetch-site": "same-origin" }), false);
  assert.equal(other({ "sec-fetch-site": "same-site" }), true);
  assert.equal(other({ "sec-fetch-site": "cross-site", origin: "https://here.test" }), false);
  assert.equal(other({ origin: "https://here.test" }), false);
  assert.equal(other({ origin: "null" }), true);
});

Deno.test("Only paths of this site are gone on to after signing in", () => {
  assert.equal(safePath("/dashboard/history?type=a"), "/dashboard/history?type=a");
  for (
    const evil of [
      "https://evil.test",
      "//evil.test",
      "/\\evil.test",
      "/\t/evil.test",
      "/\n/evil.test",
      "/x/..//evil.test",
      "/.//evil.test",
      "javascript:alert(1)",
      "",
      "dashboard",
      null,
    ]
  ) {
    assert.equal(safePath(evil), null, String(evil));
  }
});

Deno.test("Money is read and written exactly in every currency's own decimals", () => {
  assert.deepEqual(parseMoney("49.9", "EUR"), { amount: 4990, currency: "EUR" });
  assert.deepEqual(parseMoney("0.07", "EUR"), { amount: 7, currency: "EUR" });
  assert.deepEqual(parseMoney("500", "JPY"), { amount: 500, currency: "JPY" });
  assert.deepEqual(parseMoney("1.234", "KWD"), { amount: 1234, currency: "KWD" });
  assert.equal(parseMoney("1.005", "EUR"), null);
  for (
    const [amount, currency, written] of [[7, "EUR", "0.07"], [500, "JPY", "500"], [4990, "EUR", "49.90"]] as const
  ) {
    assert.equal(writeMoney({ amount, currency }), written);
  }
});
