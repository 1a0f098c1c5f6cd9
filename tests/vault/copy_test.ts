import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { fillVault, rowsOfVault, type VaultRow } from "../../vault/copy.ts";
import type { Vault } from "../../vault/port.ts";
import { openPostgresVault, openSqliteVault } from "../../vault/vault.ts";
import { createAuth } from "../../web/identity/auth.ts";
import { startPostgres } from "../support/postgres.ts";

const rowsOf = async (vault: Vault) =>
  (await Array.fromAsync(rowsOfVault(vault.accounts))).map((row) => JSON.stringify(row)).sort();
const signIn = { email: "owner@example.org", password: "correct horse battery", address: "1.2.3.4", userAgent: "t" };
const authOf = (vault: Vault) => createAuth({ vault, baseUrl: "http://localhost" });

async function* given(rows: readonly VaultRow[]) {
  yield* await Promise.resolve(rows);
}

Deno.test("a vault goes to Postgres and back: keys, persons, secrets, mails, accounts, all of it", async () => {
  await using postgres = await startPostgres();
  const masterKey = randomBytes(32);
  const place = await Deno.makeTempDir();
  const vault = await openSqliteVault({ dataDir: place, masterKey });
  const auth = authOf(vault);
  await auth.migrate();
  await auth.createUser({ ...signIn, name: "Olga" });
  const studioId = randomUUID();
  const ana = await vault.resolvePerson(studioId, "ana@example.org");
  const ben = await vault.resolvePerson(studioId, "ben@example.org");
  await vault.erasePerson(studioId, ben);
  await vault.secrets.put(studioId, "token", "s3cret");
  await vault.mailbox.keep({ messageId: "<m>", studioId, personIds: [ana], content: '{"subject":"é"}' });
  const key = (await vault.keysOf([ana])).get(ana);

  const pool = postgres.pool();
  const fresh = await openPostgresVault({ pool, masterKey });
  await authOf(fresh).migrate();
  await fresh.resolvePerson(studioId, "somebody@else.example");
  assert.ok(await fillVault(fresh.accounts, rowsOfVault(vault.accounts)) > 10);
  await fresh.close();
  const moved = await openPostgresVault({ pool, masterKey });
  assert.equal(moved.id, vault.id);
  assert.equal(moved.signing.publicKey, vault.signing.publicKey);
  assert.equal(await moved.findPerson(studioId, "ana@example.org"), ana);
  assert.equal(await moved.findPerson(studioId, "somebody@else.example"), null);
  assert.deepEqual((await moved.keysOf([ana, ben])).get(ana), key);
  assert.equal((await moved.keysOf([ben])).size, 0);
  assert.equal(await moved.secrets.get(studioId, "token"), "s3cret");
  await authOf(moved).signIn(signIn);
  await moved.mailbox.keep({ messageId: "<n>", studioId, personIds: [ana], content: "{}" });
  assert.deepEqual((await moved.mailbox.list(9)).map(({ messageId }) => messageId), ["<n>", "<m>"]);

  const home = await openSqliteVault({ dataDir: ":memory:", masterKey });
  assert.equal(home.accounts.kind, "sqlite");
  await home.close();
  const back = await Deno.makeTempDir();
  const empty = await openSqliteVault({ dataDir: back, masterKey });
  await authOf(empty).migrate();
  await fillVault(empty.accounts, rowsOfVault(moved.accounts));
  await empty.close();
  const returned = await openSqliteVault({ dataDir: back, masterKey });
  await authOf(returned).signIn(signIn);
  assert.equal(await returned.secrets.get(studioId, "token"), "s3cret");
  const withoutSessions = (rows: string[]) => rows.filter((row) => !row.startsWith('{"table":"session"'));
  const [there, here] = [withoutSessions(await rowsOf(moved)), withoutSessions(await rowsOf(returned))];
  assert.equal(here.length, there.length);

  const strange = given([{ table: "inventions", row: { a: 1 } }]);
  await assert.rejects(() => fillVault(returned.accounts, strange), /inventions that this version does not know/);
  assert.equal(withoutSessions(await rowsOf(returned)).length, here.length, "it is as it was");
  await returned.close();
  await vault.close();
  for (const folder of [place, back]) await Deno.remove(folder, { recursive: true });
});
