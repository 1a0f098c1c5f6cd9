import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { catalogue } from "../../domain/catalogue.ts";
import { createCodec } from "../../event_store/codec.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { vaultFile } from "../../vault/master_key.ts";
import { openVaultIn } from "../../vault/vault.ts";
import { requested } from "../domain/virtual_event/facts.ts";
import { id } from "../support/ids.ts";

const studio = id.studio();

/** Files under a directory that hold these bytes. */
async function holding(directory: string, needle: Uint8Array | string): Promise<string[]> {
  const bytes = Buffer.from(typeof needle === "string" ? new TextEncoder().encode(needle) : needle);
  const found: string[] = [];
  for await (const { name, isFile } of Deno.readDir(directory)) {
    if (isFile && Buffer.from(await Deno.readFile(`${directory}/${name}`)).includes(bytes)) found.push(name);
  }
  return found;
}

/** The person's rows as somebody with the file sees them. */
function rowsOf(directory: string, personId: string): { key: Uint8Array; mail: Uint8Array } {
  const file = new DatabaseSync(vaultFile(directory), { readOnly: true });
  const key = file.prepare("select wrapped from person_keys where person_id = ?").get(personId)!.wrapped;
  const mail = file.prepare(
    "select content from mails join mail_persons using (message_id) where person_id = ?",
  ).get(personId)!.content;
  file.close();
  return { key, mail } as { key: Uint8Array; mail: Uint8Array };
}

Deno.test("an erased person is in no file afterwards: no name, no address, no key, no mail; the vault stays open", async () => {
  const directory = await Deno.makeTempDir({ prefix: "erasure-" });
  const vault = await openVaultIn(directory, null);
  const log = await openSqliteLog({ directory });
  const codec = createCodec({ catalogue, keys: vault });
  const email = "renata.quintanilla@example.org";
  const personId = await vault.resolvePerson(studio, email);
  for (let n = 0; n < 50; n++) {
    const other = await vault.resolvePerson(studio, `neighbour${n}@example.org`);
    const content = `neighbour ${n} `.repeat(300);
    await vault.mailbox.keep({ messageId: `${n}@x`, studioId: studio, personIds: [other], content });
  }
  const given = requested("renata");
  assert.ok(given.type === "RegistrationRequested");
  const event = codec.check({ ...given, data: { ...given.data, personId, email, firstName: "Renata" } });
  const meta = {
    actor: "system",
    studio,
    correlationId: personId,
    causationId: null,
    commandId: randomUUID(),
    command: "Register",
    schemaVersion: event.version,
    occurredAt: "2026-11-21T10:00:00.000Z",
  };
  await log.append("event-1", await codec.encode([{ id: randomUUID(), event, meta }]), "no_stream");
  await vault.mailbox.keep({
    messageId: "renata@x",
    studioId: studio,
    personIds: [personId],
    content: `to ${email}: ${"Renata ".repeat(3_000)}`,
  });
  const { key, mail } = rowsOf(directory, personId);
  const traces = { key, mail: mail.subarray(0, 40), mailsEnd: mail.subarray(-40) };
  for (const [what, bytes] of Object.entries(traces)) {
    assert.notDeepEqual(await holding(directory, bytes), [], `${what} has to be found before`);
  }

  await vault.erasePerson(studio, personId);
  await vault.cleanUp();
  for (const [what, bytes] of Object.entries(traces)) assert.deepEqual(await holding(directory, bytes), [], what);
  for (const plain of [email, "Renata", "renata", "quintanilla"]) {
    assert.deepEqual(await holding(directory, plain), [], plain);
  }
  const [fact] = await codec.decodePage(await Array.fromAsync(log.read("event-1")));
  assert.ok(fact?.type === "RegistrationRequested");
  assert.deepEqual([fact.data.email, fact.data.firstName, fact.data.personId], [null, null, personId]);
  await vault.close();
  await log.close();
  await Deno.remove(directory, { recursive: true });
});
