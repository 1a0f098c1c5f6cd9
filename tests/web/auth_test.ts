import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Rejected } from "../../domain/decider.ts";
import { createAuth } from "../../web/identity/auth.ts";
import { Problem } from "../../web/problem.ts";

const account = { email: "Ana@Example.test", password: "a long enough one", name: "Ana" };
const from = (address: string, password = account.password, email = account.email) => ({
  email,
  password,
  address,
  userAgent: "test",
});

async function opened(baseUrl = "http://127.0.0.1:8000", tries?: { address: number; account: number }) {
  const database = new DatabaseSync(":memory:");
  const auth = createAuth({
    vault: { accounts: { kind: "sqlite", database }, derivedSecret: (purpose) => purpose.padEnd(40, "s") },
    baseUrl,
    tries,
  });
  await auth.migrate();
  return { auth, database };
}
const carrying = (cookies: string[]) => new Headers({ cookie: cookies.map((c) => c.split(";")[0]).join("; ") });
const code = (wanted: string) => (error: unknown) => {
  assert.ok(error instanceof Problem || error instanceof Rejected);
  assert.equal(error instanceof Problem ? error.code : error.reason, wanted);
  return true;
};

Deno.test("A signed-in person has a session until it is ended, and the cookie is out of reach of scripts", async () => {
  const { auth } = await opened();
  const id = await auth.createUser(account);
  const { userId, cookies } = await auth.signIn(from("10.0.0.1"));
  assert.equal(userId, id);
  assert.match(cookies[0]!, /^session=.*HttpOnly.*SameSite=Lax/);
  const found = await auth.session(carrying(cookies));
  assert.equal(found?.session.email, "ana@example.test");
  const gone = await auth.signOut(carrying(cookies));
  assert.match(gone.join(), /Max-Age=0/);
  assert.equal(await auth.session(carrying(cookies)), null);
});

Deno.test("Over https the cookie is bound to the host", async () => {
  const { auth } = await opened("https://example.test");
  await auth.createUser(account);
  const { cookies } = await auth.signIn(from("10.0.0.1"));
  assert.match(cookies[0]!, /^__Host-session=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/);
  assert.ok(await auth.session(carrying(cookies)));
});

Deno.test("A forged, an expired and a revoked session are no session", async () => {
  const { auth, database } = await opened();
  const id = await auth.createUser(account);
  const { cookies } = await auth.signIn(from("10.0.0.1"));
  const forged = new Headers({ cookie: cookies[0]!.split(";")[0]!.replace(/.{6}$/, "AAAAAA") });
  assert.equal(await auth.session(forged), null);
  const [session] = await auth.listSessions(id);
  assert.equal(await auth.revokeSession(id, session!.id), true);
  assert.equal(await auth.session(carrying(cookies)), null);
  assert.equal(await auth.revokeSession(id, session!.id), false);

  const second = (await auth.signIn(from("10.0.0.1"))).cookies;
  assert.ok(await auth.session(carrying(second)));
  database.exec(`update session set expiresAt = '2020-01-01T00:00:00.000Z'`);
  assert.equal(await auth.session(carrying(second)), null);
  assert.deepEqual(await auth.listSessions(id), []);
});

Deno.test("Nobody ends another person's session", async () => {
  const { auth } = await opened();
  const ana = await auth.createUser(account);
  const ben = await auth.createUser({ ...account, email: "ben@example.test" });
  await auth.signIn(from("10.0.0.1"));
  const [session] = await auth.listSessions(ana);
  assert.equal(await auth.revokeSession(ben, session!.id), false);
  assert.equal((await auth.listSessions(ana)).length, 1);
});

Deno.test("A wrong password and an unknown address are told alike, and end in a wait for the account", async () => {
  const { auth } = await opened(undefined, { address: 50, account: 3 });
  await auth.createUser(account);
  for (let i = 0; i < 3; i++) {
    await assert.rejects(auth.signIn(from(`10.0.0.${i}`, "not the password")), code("wrong_credentials"));
  }
  await assert.rejects(auth.signIn(from("10.9.9.9")), code("too_many_requests"));
  await assert.rejects(auth.signIn(from("10.9.9.9", "x", "nobody@example.test")), code("wrong_credentials"));
});

Deno.test("An address that keeps guessing accounts has to wait", async () => {
  const { auth } = await opened(undefined, { address: 5, account: 10 });
  await auth.createUser(account);
  for (let i = 0; i < 5; i++) {
    await assert.rejects(auth.signIn(from("10.0.0.1", "x", `nobody${i}@example.test`)), code("wrong_credentials"));
  }
  await assert.rejects(auth.signIn(from("10.0.0.1")), code("too_many_requests"));
  assert.ok(await auth.signIn(from("10.0.0.2")));
});

Deno.test("One address makes one account, also when two ask at once", async () => {
  const { auth } = await opened();
  const made = await Promise.allSettled([auth.createUser(account), auth.createUser(account)]);
  assert.equal(made.filter((m) => m.status === "fulfilled").length, 1);
  await assert.rejects(auth.createUser(account), code("email_taken"));
});

Deno.test("Weak passwords are refused with the reason", async () => {
  const { auth } = await opened();
  const withPassword = (password: string) => auth.createUser({ ...account, password });
  await assert.rejects(withPassword("short 123"), code("password_too_short"));
  await assert.rejects(withPassword("Passwort123"), code("password_common"));
  await assert.rejects(withPassword("ababababababab"), code("password_common"));
  await assert.rejects(withPassword("x y".repeat(100)), code("password_too_long"));
});
