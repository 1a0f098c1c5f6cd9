import assert from "node:assert/strict";
import { randomBytes, randomUUID, verify } from "node:crypto";
import type { RegistrationId } from "../../domain/ids.ts";
import { registrationOf } from "../../vault/links.ts";
import { type Key, type Vault, WrongMasterKey } from "../../vault/port.ts";

/** One place that vaults are opened on, several at once as by several processes. */
export interface Place {
  open(options: { masterKey: Key; clock?: () => Date }): Promise<Vault>;
  remove(): Promise<void>;
}

/** What every vault promises. */
export function vaultContract(kind: string, makePlace: () => Promise<Place>): void {
  const masterKey = randomBytes(32);
  const studio = randomUUID();
  const email = (name: string) => `${name}.${randomUUID()}@example.org`;

  const test = (name: string, run: (vault: Vault, other: Vault, time: { now: Date }) => Promise<void>) =>
    Deno.test(`${kind}: ${name}`, async () => {
      const place = await makePlace();
      const time = { now: new Date("2026-11-21T10:00:00.000Z") };
      const options = { masterKey, clock: () => time.now };
      const [vault, other] = [await place.open(options), await place.open(options)];
      try {
        await run(vault, other, time);
      } finally {
        await vault.close();
        await other.close();
        await place.remove();
      }
    });

  test("an address is one person, however it is written, and another one in another studio", async (vault) => {
    const person = await vault.resolvePerson(studio, "Ana.Pérez+x@MÜNCHEN.example");
    assert.equal(await vault.resolvePerson(studio, "  ana.pérez+x@xn--mnchen-3ya.example "), person);
    assert.equal(await vault.findPerson(studio, "ana.pe\u0301rez+x@münchen.example"), person);
    assert.notEqual(await vault.resolvePerson(studio, "anapérez+x@münchen.example"), person);
    assert.notEqual(await vault.resolvePerson(studio, "ana.pérez@münchen.example"), person);
    assert.notEqual(await vault.resolvePerson(randomUUID(), "ana.pérez+x@münchen.example"), person);
  });

  test("whoever is only looked for is not made", async (vault) => {
    const address = email("nobody");
    assert.equal(await vault.findPerson(studio, address), null);
    assert.equal(await vault.findPerson(studio, address), null);
  });

  test("a hundred processes' worth of races agree on each person and their key", async (vault, other) => {
    const addresses = Array.from({ length: 20 }, (_, n) => email(`racer${n}`));
    const asked = addresses.flatMap((address) =>
      [vault, other, vault, other, other].map((one) => one.resolvePerson(studio, address))
    );
    const persons = await Promise.all(asked);
    assert.equal(new Set(persons).size, 20);
    const [mine, theirs] = [await vault.keysOf(persons), await other.keysOf(persons)];
    assert.equal(mine.size, 20);
    for (const person of persons) assert.deepEqual(mine.get(person), theirs.get(person));
    assert.equal(new Set([...mine.values()].map(String)).size, 20);
  });

  test(
    "an erased person has no key, here or in another process, and their address is somebody new",
    async (vault, other) => {
      const address = email("gone");
      const person = await vault.resolvePerson(studio, address);
      const neighbour = await vault.resolvePerson(studio, email("stays"));
      assert.equal((await other.keysOf([person, neighbour])).size, 2);
      await vault.erasePerson(studio, person);
      await vault.erasePerson(studio, person);
      assert.deepEqual([...(await vault.keysOf([person, neighbour])).keys()], [neighbour]);
      assert.equal(await vault.findPerson(studio, address), null);
      await other.check(); // what each process does once a second
      assert.deepEqual([...(await other.keysOf([person, neighbour])).keys()], [neighbour]);
      assert.notEqual(await other.resolvePerson(studio, address), person);
      assert.equal((await vault.keysOf([person])).size, 0);
    },
  );

  test("a forgotten person keeps the key until they are erased; another studio's cannot be", async (vault) => {
    const address = email("forgotten");
    const person = await vault.resolvePerson(studio, address);
    assert.equal(await vault.forgetPerson(randomUUID(), person), false);
    assert.equal(await vault.findPerson(studio, address), person);
    assert.equal(await vault.forgetPerson(studio, person), true);
    assert.equal(await vault.findPerson(studio, address), null);
    assert.equal((await vault.keysOf([person])).size, 1);
    await vault.erasePerson(studio, person);
    assert.equal(await vault.forgetPerson(studio, person), true);
    assert.equal(await vault.forgetPerson(studio, randomUUID()), false);
  });

  test("many keys are fetched at once, unknown persons are left out", async (vault) => {
    const persons = await Promise.all(
      Array.from({ length: 1_200 }, (_, n) => vault.resolvePerson(studio, email(`many${n}`))),
    );
    const keys = await vault.keysOf([...persons, randomUUID()]);
    assert.equal(keys.size, 1_200);
  });

  test("a request is one client's until it is answered, then it gets that answer", async (vault, other) => {
    const id = randomUUID();
    const begun = await Promise.all([vault, other, vault, other].map((one) => one.requests.begin(id, "body")));
    const mine = begun.filter((claim) => claim.state === "yours");
    assert.equal(mine.length, 1);
    assert.ok(begun.every((claim) => claim.state === "yours" || claim.state === "in_flight"));
    assert.equal((await other.requests.begin(id, "another body")).state, "reused");
    if (mine[0]?.state === "yours") await mine[0].finish({ status: 409, body: '{"code":"event_full"}' });
    for (const one of [vault, other]) {
      assert.deepEqual(await one.requests.begin(id, "body"), {
        state: "done",
        answer: { status: 409, body: '{"code":"event_full"}' },
      });
    }
    assert.equal((await vault.requests.begin(id, "another body")).state, "reused");
  });

  test(
    "a request whose process died is taken over after a minute, by one; the dead one's answer comes too late",
    async (vault, other, time) => {
      const id = randomUUID();
      const dead = await vault.requests.begin(id, "body");
      time.now = new Date("2026-11-21T10:00:59.000Z");
      assert.equal((await other.requests.begin(id, "body")).state, "in_flight");
      time.now = new Date("2026-11-21T10:01:00.000Z");
      const claims = await Promise.all([other, vault, other].map((one) => one.requests.begin(id, "body")));
      assert.deepEqual(claims.map((claim) => claim.state).sort(), ["in_flight", "in_flight", "yours"]);
      if (dead.state === "yours") await dead.finish({ status: 500, body: "late" });
      assert.equal((await other.requests.begin(id, "body")).state, "in_flight");
      for (const claim of claims) if (claim.state === "yours") await claim.finish({ status: 201, body: "on time" });
      assert.deepEqual(await vault.requests.begin(id, "body"), {
        state: "done",
        answer: { status: 201, body: "on time" },
      });
    },
  );

  test("once nobody else lives, what was in flight is taken over at once, and remembers its body", async (vault) => {
    const [open, answered] = [randomUUID(), randomUUID()];
    await vault.requests.begin(open, "body");
    const done = await vault.requests.begin(answered, "body");
    if (done.state === "yours") await done.finish({ status: 201, body: "made" });
    await vault.requests.takeOverAll();
    assert.equal((await vault.requests.begin(open, "another body")).state, "reused");
    assert.equal((await vault.requests.begin(open, "body")).state, "yours");
    assert.equal((await vault.requests.begin(open, "body")).state, "in_flight");
    assert.equal((await vault.requests.begin(answered, "body")).state, "done");
  });

  test("a released request is anybody's, an answer is forgotten after a day", async (vault, other, time) => {
    const id = randomUUID();
    const first = await vault.requests.begin(id, "body");
    if (first.state === "yours") await first.release();
    const second = await other.requests.begin(id, "body");
    assert.equal(second.state, "yours");
    if (second.state === "yours") await second.finish({ status: 201, body: "x" });
    time.now = new Date("2026-11-22T09:59:59.000Z");
    assert.equal((await other.requests.begin(id, "body")).state, "done");
    time.now = new Date("2026-11-22T10:00:00.000Z");
    assert.equal((await other.requests.begin(id, "another body")).state, "yours");
  });

  test("a link's token is for one registration, generation and studio", async (vault, other) => {
    const registrationId = randomUUID() as RegistrationId;
    const link = { studioId: studio, registrationId, generation: 1 };
    const token = await vault.linkToken(link);
    assert.match(token, /^[\w-]{22}\.[\w-]{22}$/);
    assert.equal(registrationOf(token), registrationId);
    assert.equal(await other.verifyLinkToken(token, link), true);
    assert.equal(await vault.verifyLinkToken(token, { ...link, generation: 2 }), false);
    assert.equal(await vault.verifyLinkToken(token, { ...link, studioId: randomUUID() }), false);
    const foreign = await vault.linkToken({ ...link, registrationId: randomUUID() as RegistrationId });
    assert.equal(await vault.verifyLinkToken(foreign, link), false);
    assert.equal(await vault.verifyLinkToken(token.slice(0, 23) + foreign.slice(23), link), false);
    for (const odd of ["", "x", token.slice(1), `${token}A`, token.replace(".", "/")]) {
      assert.equal(registrationOf(odd), null);
      assert.equal(await vault.verifyLinkToken(odd, link), false);
    }
  });

  test("secrets are kept by studio and name", async (vault, other) => {
    await vault.secrets.put(studio, "stripe", "sk_1");
    await vault.secrets.put(studio, "stripe", "sk_2");
    assert.equal(await other.secrets.get(studio, "stripe"), "sk_2");
    assert.equal(await vault.secrets.get(randomUUID(), "stripe"), null);
    await other.secrets.remove(studio, "stripe");
    assert.equal(await vault.secrets.get(studio, "stripe"), null);
  });

  test("mails are kept once a Message-ID, and not once somebody they name is erased", async (vault, other) => {
    const [ana, ben] = [
      await vault.resolvePerson(studio, email("ana")),
      await vault.resolvePerson(studio, email("ben")),
    ];
    const mail = (messageId: string, personIds: string[]) => ({
      messageId,
      studioId: studio,
      personIds,
      content: `to ${messageId}`,
    });
    assert.deepEqual(await vault.mailbox.keep(mail("1@x", [ana])), { repeats: 0 });
    assert.deepEqual(await other.mailbox.keep(mail("1@x", [ana])), { repeats: 1 });
    await vault.mailbox.keep(mail("2@x", [ben]));
    await vault.mailbox.keep({ ...mail("3@x", [ana, ben]), studioId: null });
    await vault.mailbox.keep(mail("4@x", []));
    const kept = await other.mailbox.list(10);
    assert.deepEqual(kept.map((one) => one.messageId), ["4@x", "3@x", "2@x", "1@x"]);
    assert.deepEqual(kept.at(-1), {
      messageId: "1@x",
      studioId: studio,
      keptAt: "2026-11-21T10:00:00.000Z",
      repeats: 1,
      content: "to 1@x",
    });
    assert.equal((await vault.mailbox.list(2)).length, 2);
    await vault.erasePerson(studio, ana);
    assert.deepEqual((await vault.mailbox.list(10)).map((one) => one.messageId), ["4@x", "2@x"]);
    await other.mailbox.keep(mail("5@x", [ben, ana])); // it was on its way
    assert.deepEqual((await vault.mailbox.list(10)).map((one) => one.messageId), ["4@x", "2@x"]);
  });

  test("id, signing key and derived secrets are the same for everybody", async (vault, other) => {
    assert.equal(vault.id, other.id);
    assert.equal(vault.signing.publicKey, other.signing.publicKey);
    const bytes = randomBytes(32);
    const signature = Uint8Array.fromBase64(vault.signing.sign(bytes));
    assert.ok(verify(null, bytes, other.signing.publicKey, signature));
    assert.equal(vault.derivedSecret("cookies"), other.derivedSecret("cookies"));
    assert.notEqual(vault.derivedSecret("cookies"), vault.derivedSecret("invitations"));
    assert.equal(vault.derivedSecret("cookies").length, 43);
    await vault.cleanUp();
  });

  Deno.test(`${kind}: a vault outlives its process, and opens with its own master key only`, async () => {
    const place = await makePlace();
    try {
      const first = await place.open({ masterKey });
      const person = await first.resolvePerson(studio, "ana@example.org");
      const key = (await first.keysOf([person])).get(person);
      await first.close();
      await assert.rejects(() => place.open({ masterKey: randomBytes(32) }), WrongMasterKey);
      const second = await place.open({ masterKey });
      assert.equal(second.id, first.id);
      assert.equal(await second.findPerson(studio, "ana@example.org"), person);
      assert.deepEqual((await second.keysOf([person])).get(person), key);
      await second.close();
    } finally {
      await place.remove();
    }
  });

  Deno.test(`${kind}: several processes may open it for the first time at once`, async () => {
    const place = await makePlace();
    try {
      const vaults = await Promise.all(Array.from({ length: 4 }, () => place.open({ masterKey })));
      assert.equal(new Set(vaults.map((vault) => vault.id)).size, 1);
      assert.equal(new Set(vaults.map((vault) => vault.signing.keyId)).size, 1);
      for (const vault of vaults) await vault.close();
    } finally {
      await place.remove();
    }
  });
}
