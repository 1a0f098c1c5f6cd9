import assert from "node:assert/strict";
import pg from "pg";
import sharp from "sharp";
import { placeFor } from "../../projections/runtime/postgres_place.ts";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call, mailboxOf, publishedEvent, registerAt } from "../support/client.ts";
import { filesWith } from "../support/files.ts";
import { runProgram } from "../support/program.ts";

const person = {
  firstName: "Quixotella",
  lastName: "Wyrmbaldesson",
  email: "Quixotella.W@zwergnase-verlag.example",
};
/** What is looked for, as typed and as it is kept to be searched by. */
const plain = [person.firstName, person.lastName, person.email];

Deno.test("an erased person's data is in no file any more, and history, seals and counts stay", async () => {
  let app = await startApp({ demo: true });
  const { dataDir } = app;
  const postgres = await placeFor(dataDir);
  const traces = () => filesWith([dataDir, postgres.base], plain);
  const onDisk = async () => {
    const client = new pg.Client({ host: postgres.socket, port: 5432, user: "app", database: "postgres" });
    await client.connect();
    await client.query("analyze; checkpoint");
    await client.end();
  };
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent({ app, apiKey }, { capacity: 10 });
    const picture = async (background: string) => {
      const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background } }).png().toBuffer();
      const headers = { authorization: `Bearer ${apiKey}`, "content-type": "image/png" };
      const answer = await fetch(`${app.url}/api/media`, { method: "POST", headers, body: new Uint8Array(bytes) });
      return (await answer.json()).id as string;
    };
    const kept = async () => (await Array.fromAsync(Deno.readDir(`${dataDir}/media`))).map(({ name }) => name);
    const register = (someone: Parameters<typeof registerAt>[2]) => registerAt({ app, apiKey }, eventId, someone);
    assert.equal((await register(person)).status, 201);
    assert.equal((await register({ email: "somebody.else@example.org" })).status, 201);
    const [own, shared] = [await picture("#446688"), await picture("#884466")];
    const speakers = [
      { name: "Quixotella Wyrmbaldesson", email: person.email, role: "primary", photo: own },
      { name: "Quixotella Wyrmbaldesson", email: person.email, role: "panelist", photo: shared },
      { name: "Somebody Else", email: "somebody.else@example.org", role: "panelist", photo: shared },
    ];
    const put = await call({ app, apiKey }, "PUT", `/api/events/${eventId}`, { speakers });
    assert.equal(put.status, 200, JSON.stringify(put.body));
    assert.equal((await kept()).length, 6, "both, in three widths");
    const named = async () =>
      (await mailboxOf(app)).filter(({ to }) => to.toLowerCase() === person.email.toLowerCase());
    await eventually("the confirmation", async () => (await named()).length === 1);
    await onDisk();
    assert.ok((await traces()).length > 0, "the search finds what is there");

    // sealed when it ends, so that the erasure meets sealed facts; and what stands in files by then is met as well
    await app.stop();
    app = await startApp({ demo: true, dataDir });
    const erased = await runProgram("erase", [person.email], { DATA_DIR: dataDir });
    assert.equal(erased.code, 0, erased.stderr);

    await eventually("no trace of them", async () => (await traces()).length === 0);
    assert.deepEqual(await named(), []);
    const left = await kept();
    assert.ok(left.length === 3 && left.every((name) => name.startsWith(shared)), `the other's picture stays: ${left}`);
    const found = await eventually("the place is given up", async () => {
      const { body } = await call({ app, apiKey }, "GET", `/api/events/${eventId}/analytics`);
      return body.totalRegistrations === 1 && body;
    });
    assert.equal(found.cancelled, 1);
    const again = await runProgram("erase", [person.email], { DATA_DIR: dataDir });
    assert.deepEqual([again.code, again.stderr.trim()], [1, "person_not_found"]);

    await app.stop();
    assert.deepEqual(await traces(), []);
    const verified = await runProgram("audit_verify", [], { DATA_DIR: dataDir });
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
    assert.match(verified.stdout, /intact/);
    assert.doesNotMatch(verified.stdout, /^\d+ facts, 0 of them/);

    app = await startApp({ demo: true, dataDir });
    assert.equal((await register(person)).status, 201, "who comes again is somebody new");
    await eventually("a confirmation again", async () => (await named()).length === 1);
  } finally {
    await app.kill9();
    await discard(dataDir);
  }
});
