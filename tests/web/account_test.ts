import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { mailboxOf } from "../support/client.ts";

class Browser {
  cookies = new Map<string, string>();
  constructor(readonly url: string) {}
  async ask(path: string, form?: Record<string, string>) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.url + path, {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      headers: { cookie },
      redirect: "manual",
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (/Max-Age=0/i.test(set)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return { status: response.status, location: response.headers.get("location") ?? "", body: await response.text() };
  }
}

/** RFC 6238 with six digits, half a minute each. */
function totp(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, "")].map((c) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")
  ).join("");
  const key = Uint8Array.from(bits.match(/.{8}/g)!, (byte) => parseInt(byte, 2));
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(new Uint8Array(counter.buffer)).digest();
  const offset = hash[19]! & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

Deno.test("One's own account", async (t) => {
  const app = await startApp({ demo: true, env: { ADDRESS_RATE_LIMIT: "100000" } });
  try {
    const demo = await readDemo(app);
    const { email, password } = demo.users.find(({ role }) => role === "associate")!;
    const page = "/dashboard/account/two-factor";
    const signIn = async (secret = password) => {
      const browser = new Browser(app.url);
      return { browser, ...await browser.ask("/sign-in", { email, password: secret }) };
    };
    let recoveryCodes: string[] = [];
    let secret = "";

    await t.step("asks for a second step once that is confirmed, and not before", async () => {
      const { browser } = await signIn();
      assert.equal((await browser.ask(page, { do: "begin", password: "not this one" })).status, 401);
      const made = await browser.ask(page, { do: "begin", password });
      assert.equal(made.status, 200, made.body.slice(0, 500));
      secret = /<code>([A-Z2-7]{20,})<\/code>/.exec(made.body)![1]!;
      recoveryCodes = [...made.body.matchAll(/<li[^>]*><code>([^<]+)<\/code>/g)].map(([, code]) => code!);
      assert.equal(recoveryCodes.length, 10);
      assert.equal((await signIn()).location, "/dashboard", "not confirmed yet");
      assert.equal((await browser.ask(page, { do: "confirm", code: "000000" })).status, 401);
      assert.equal((await browser.ask(page, { do: "confirm", code: totp(secret) })).status, 303);
      assert.match((await browser.ask(page)).body, /On: signing in/);
    });

    await t.step("lets nobody in by the password alone, but with a code of the app", async () => {
      const { browser, location } = await signIn();
      assert.match(location, /^\/sign-in\/code/);
      assert.match((await browser.ask("/dashboard/experiences/virtual-events")).location, /^\/sign-in/);
      assert.equal((await browser.ask("/sign-in/code", { code: "000000" })).status, 401);
      assert.equal(
        (await browser.ask("/sign-in/code", { code: totp(secret), next: "/dashboard/account" })).location,
        "/dashboard/account",
      );
      assert.equal((await browser.ask("/dashboard/experiences/virtual-events")).status, 200);
      const stranger = new Browser(app.url);
      assert.equal((await stranger.ask("/sign-in/code", { code: totp(secret) })).status, 401, "without the password");
    });

    await t.step("takes each recovery code once, and can be turned off with the password", async () => {
      const [code] = recoveryCodes;
      const { browser } = await signIn();
      assert.equal((await browser.ask("/sign-in/code", { code: code! })).status, 303);
      const again = await signIn();
      assert.equal((await again.browser.ask("/sign-in/code", { code: code! })).status, 401);
      assert.equal((await browser.ask(page, { do: "end", password: "not this one" })).status, 401);
      assert.equal((await browser.ask(page, { do: "end", password })).status, 303);
      assert.equal((await signIn()).location, "/dashboard");
    });

    await t.step("gets a new password by mail, which ends every session; a link works once", async () => {
      const { browser } = await signIn();
      const visitor = new Browser(app.url);
      const asked = await visitor.ask("/forgotten", { email });
      const unknown = await visitor.ask("/forgotten", { email: "nobody@example.test" });
      assert.deepEqual([asked.status, unknown.status], [200, 200]);
      const text = (body: string) => body.replace(/nonce="[^"]*"/g, "");
      assert.equal(text(asked.body).length, text(unknown.body).length, "the same answer");
      const token = await eventually(
        "the mail",
        async () => (await mailboxOf(app)).map(({ text }) => /\/reset\/([\w-]{40,})/.exec(text)?.[1]).find(Boolean),
      );
      const fresh = "another fine password";
      assert.equal((await visitor.ask(`/reset/${token}`, { password: "short" })).status, 400);
      assert.equal((await visitor.ask(`/reset/${token}`, { password: fresh })).location, "/sign-in?reset");
      assert.equal((await visitor.ask(`/reset/${token}`, { password: fresh })).status, 410);
      assert.match((await browser.ask("/dashboard/account")).location, /^\/sign-in/);
      assert.equal((await signIn()).status, 401);
      assert.equal((await signIn(fresh)).status, 303);
    });

    await t.step("cannot choose a studio that is not theirs", async () => {
      const { browser } = await signIn("another fine password");
      const studioId = crypto.randomUUID();
      assert.equal((await browser.ask("/dashboard/switch", { studioId })).status, 404);
      browser.cookies.set("workplace", studioId);
      assert.equal((await browser.ask("/dashboard/experiences/virtual-events")).status, 200);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
