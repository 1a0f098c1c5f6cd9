import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { logFile } from "../../event_store/sqlite/log.ts";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";

const PEOPLE = 1_500;

/** One row of the log's file as it stands on the disk, whether its process runs, is frozen or gone. */
function inLog(dataDir: string, query: string): Record<string, unknown> | undefined {
  const log = new DatabaseSync(logFile(dataDir), { readOnly: true });
  try {
    return log.prepare(query).get();
  } finally {
    log.close();
  }
}

/** With how many registrations the bulk action says it is through. */
function through(dataDir: string): number {
  const last = inLog(
    dataDir,
    "select data ->> 'done' as done from events where type = 'BulkProgressed' order by position desc limit 1",
  );
  return Number(last?.done ?? 0);
}

Deno.test("a bulk action goes on in the worker, whoever looks and whatever is killed, and does everything once", async () => {
  let app = await startApp({ demo: true });
  try {
    const { apiKey, users } = await readDemo(app);
    const call = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
      const response = await fetch(`${app.url}/api${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : undefined,
      });
      const text = await response.text();
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    };
    const { id } = await call("POST", "/events", {
      title: "Everybody leaves",
      description: "At once.",
      startTime_utc: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    });
    await call("POST", `/events/${id}/publish`, {});
    const { email, password } = users.find(({ role }) => role === "owner")!;
    const signIn = async () => {
      const body = new URLSearchParams({ email, password });
      const answer = await fetch(`${app.url}/sign-in`, { method: "POST", body, redirect: "manual" });
      await answer.body?.cancel();
      return answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
    };
    const cookie = await signIn();
    const desk = `/dashboard/experiences/virtual-events/${id}/registrations`;
    const post = async (path: string, form: Record<string, string>) => {
      const body = new URLSearchParams(form);
      const headers = { cookie, origin: app.url };
      const answer = await fetch(app.url + path, { method: "POST", headers, body, redirect: "manual" });
      return { status: answer.status, text: await answer.text() };
    };
    const csv = Array.from({ length: PEOPLE }, (_, n) => `person.${n}@bulk.example,Ana,Bulk ${n}`);
    const columns = { email: "0", firstName: "1", lastName: "2" };
    const list = ["email,first name,last name", ...csv].join("\n");
    const imported = await post(`${desk}/import`, { csv: list, ...columns, do: "import", consent: "true" });
    assert.match(imported.text, /1,500 people imported, 0 refused/);
    const cancelled = async () =>
      (await call("GET", `/events/${id}/registrations?status=cancelled&limit=1`)).pagination.total;
    await eventually(
      "everybody in the list",
      async () => (await call("GET", `/events/${id}/registrations?limit=1`)).pagination.total === PEOPLE,
    );

    assert.equal((await post(`${desk}/bulk`, { action: "cancel", everybody: "true" })).status, 303);
    // nobody opens its page
    await eventually("the first to be through", () => through(app.dataDir) > 0);
    Deno.kill(app.pid, "SIGSTOP");
    const before = through(app.dataDir);
    await app.kill9();
    assert.ok(before < PEOPLE, "the kill came too late to show anything");
    app = await startApp({ demo: true, dataDir: app.dataDir });
    await eventually("everybody cancelled", async () => await cancelled() === PEOPLE);
    await eventually("its end", () => through(app.dataDir) === PEOPLE);
    const cancellations = "select count(*) as n from events where type = 'RegistrationCancelled'";
    assert.equal(inLog(app.dataDir, cancellations)?.n, PEOPLE, "each once");
    const { registrations_count } = await call("GET", `/events/${id}`);
    assert.equal(registrations_count, 0);
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
