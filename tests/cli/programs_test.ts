import assert from "node:assert/strict";
import { discard, eventually, type RunningApp, startApp } from "../support/app.ts";
import { call, publishedEvent, registerAt } from "../support/client.ts";
import { startProduction } from "../support/production.ts";
import { type Ran, runProgram, runProgramOnTerminal, startProgram } from "../support/program.ts";

type Run = (program: string, ...args: string[]) => Promise<Ran>;

function succeeded({ code, stdout, stderr }: Ran): string {
  assert.equal(code, 0, stdout + stderr);
  return stdout;
}

function failed({ code, stdout, stderr }: Ran, message: RegExp): void {
  assert.equal(code, 1, stdout);
  assert.match(stderr, message);
  assert.equal(stderr.trim().split("\n").length, 1, `more than a line: ${stderr}`);
}

/** What every program can do, wherever the log is. `app`: a process that serves the API of the same installation. */
async function judgeAll(t: Deno.TestContext, run: Run, app: RunningApp) {
  await t.step("log shows the newest facts, and exports what is asked for", async () => {
    const lines = succeeded(await run("log", "tail", "--last", "5")).trim().split("\n");
    assert.equal(lines.length, 5);
    const exported = succeeded(await run("log", "export", "--type", "RegistrationConfirmed", "--stream", "event-"));
    const facts = exported.trim().split("\n").map((line) => JSON.parse(line));
    assert.ok(facts.length > 0);
    for (const { type, stream, data, metadata } of facts) {
      assert.ok(type === "RegistrationConfirmed" && stream.startsWith("event-") && data && metadata.actor);
    }
    assert.equal(succeeded(await run("log", "export", "--until", "2020-01-01T00:00Z")), "");
    failed(await run("log", "upwards"), /log upwards\?/);
  });

  await t.step("a key is printed alone, and opens the API at once", async () => {
    const apiKey = succeeded(await run("api_key", "from the test")).trim();
    assert.match(apiKey, /^\S+$/);
    const answered = () => call({ app, apiKey }, "GET", "/api/events");
    await eventually("the key is known", async () => (await answered()).status === 200);
  });

  await t.step("the log is as its seals say", async () => {
    assert.match(succeeded(await run("audit_verify")), /\d+ facts, \d+ of them as \d+ seals say[^]*intact/);
  });

  await t.step("a person is erased by their address, once", async () => {
    const apiKey = succeeded(await run("api_key")).trim();
    await eventually(
      "the key is known",
      async () => (await call({ app, apiKey }, "GET", "/api/events")).status === 200,
    );
    const eventId = await publishedEvent({ app, apiKey }, { capacity: 5 });
    const { status } = await registerAt({ app, apiKey }, eventId, { email: "to.erase@example.org" });
    assert.equal(status, 201);
    assert.match(succeeded(await run("erase", "To.Erase@example.org")), /^person [0-9a-f-]{36} is erased/);
    failed(await run("erase", "to.erase@example.org"), /person_not_found/);
    failed(await run("erase"), /erase whom\?/);
    await eventually("the place is given up", async () => {
      const { body } = await call({ app, apiKey }, "GET", `/api/events/${eventId}/analytics`);
      return body.cancelled === 1;
    });
  });

  await t.step("projections are listed, and rebuilt with a bar", async () => {
    const listed = succeeded(await run("projections")).trim().split("\n");
    assert.ok(listed.some((line) => /^registrations +v\d+ +live +at \d+ +lag 0$/.test(line)), listed.join("\n"));
    failed(await run("projections", "rebuild", "nothing"), /there is no projection nothing/);
    const rebuilt = succeeded(await run("projections", "rebuild", "all")).trim().split("\n");
    assert.ok(rebuilt.length > 5 && rebuilt.every((line) => / is rebuilt and live$/.test(line)), rebuilt.join("\n"));
  });
}

Deno.test("programs beside a running embedded installation, and without one", async (t) => {
  let app = await startApp({ demo: true });
  const { dataDir } = app;
  const env = { DATA_DIR: dataDir };
  const run: Run = (program, ...args) => runProgram(program, args, env);
  try {
    await judgeAll(t, run, app);

    await t.step("log --follow goes on with what comes, until it is ended", async () => {
      const following = startProgram("log", ["--follow", "--last", "0", "--type", "ApiKeyIssued"], env);
      await eventually("a key that was followed", async () => {
        succeeded(await run("api_key", "followed"));
        return following.output().includes("ApiKeyIssued");
      });
      await following.end();
    });

    await t.step("when nothing runs, log and vault are opened; what needs the read models says so", async () => {
      await app.kill9(); // its socket stays behind
      succeeded(await run("log", "tail"));
      succeeded(await run("audit_verify"));
      const key = succeeded(await run("api_key", "while nothing ran")).trim();
      failed(await run("projections"), /the product is not running/);
      const lost = { ...env, MASTER_KEY: "11".repeat(32) };
      failed(await runProgram("api_key", [], lost), /not the master key/);
      assert.match(
        succeeded(await runProgram("log", ["export"], lost)),
        /RegistrationConfirmed/,
        "the log needs no key",
      );
      app = await startApp({ demo: true, dataDir });
      assert.equal((await call({ app, apiKey: key }, "GET", "/api/events")).status, 200);
    });

    await t.step("where nothing was started, nothing is made", async () => {
      const empty = await Deno.makeTempDir({ prefix: "webinars-" });
      for (const program of ["log", "audit_verify", "projections", "api_key"]) {
        failed(await runProgram(program, [], { DATA_DIR: empty }), /there is nothing in .* yet/);
      }
      assert.deepEqual(await Array.fromAsync(Deno.readDir(empty)), []);
      await Deno.remove(empty);
    });
  } finally {
    await app.kill9();
    await discard(dataDir);
  }
});

Deno.test("programs on the production pair", async (t) => {
  await using production = await startProduction();
  const dataDir = await Deno.makeTempDir({ prefix: "webinars-" });
  const env = { ...production.env, DATA_DIR: dataDir };
  const web = await production.start("web");
  const worker = await production.start("worker");
  await eventually("the read models at the end", async () => {
    const { stdout } = await runProgram("projections", [], env);
    return /^registrations .* lag 0$/m.test(stdout);
  });
  await judgeAll(t, (program, ...args) => runProgram(program, args, env), web);

  await t.step("a rebuild shows how far it is", async () => {
    Deno.kill(worker.pid, "SIGSTOP");
    const rebuilding = runProgramOnTerminal("projections", ["rebuild", "people"], env);
    await eventually("a bar", () => /people \[[█·]{30}\] \d+\/\d+ at \d+\/s/.test(rebuilding.output()));
    Deno.kill(worker.pid, "SIGCONT");
    await rebuilding.ended;
    assert.match(rebuilding.output(), /people is rebuilt and live/);
  });
  await Deno.remove(dataDir, { recursive: true });
});
