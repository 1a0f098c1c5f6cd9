import assert from "node:assert/strict";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call, mailboxOf, publishedEvent, registerAt } from "../support/client.ts";
import { formOf, signedIn } from "../support/forms.ts";
import { receiver } from "../support/receiver.ts";

const PAGE = "/dashboard/settings/webhooks";
const API = "/api/v1/webhooks";

Deno.test("Webhooks: added, told, signed, tried again, sent again, stopped, removed", async (t) => {
  const other = await receiver();
  const app = await startApp({ demo: true, env: { OUTGOING_ALLOW: "127.0.0.1" } });
  try {
    const demo = await readDemo(app);
    const client = { app, apiKey: demo.apiKey };
    const owner = await signedIn(app, demo, "owner");
    const eventId = await publishedEvent(client, { capacity: 100 });
    const register = async (email: string) =>
      assert.equal((await registerAt(client, eventId, { email, firstName: "Ana" })).status, 201);
    const told = (count: number) =>
      eventually(`${count} calls`, () => other.received.length >= count && other.received, 30_000);
    const secretOn = async (path: string) => /value="(whsec_[^"]+)"/.exec((await owner(path)).body)![1]!;

    let path = "";
    await t.step("by form; a private address or nothing chosen is refused at its field", async () => {
      const wrong = async (form: Record<string, string>, message: RegExp) => {
        const answer = await owner(PAGE, { do: "add", ...form });
        assert.equal(answer.status, 400);
        assert.match(answer.body, message);
      };
      const confirmed = { "type.registration.confirmed": "true" };
      await wrong({ url: "http://10.1.2.3/x", ...confirmed }, /not on the public internet/);
      await wrong({ url: "ftp://example.com/x", ...confirmed }, /id="f-url-error"/);
      await wrong({ url: "" }, /id="f-url-error".*id="types-error"/s);
      const made = await owner(PAGE, { do: "add", url: other.url, note: "CRM", ...confirmed });
      assert.equal(made.status, 303);
      path = new URL(made.headers.get("location")!, app.url).pathname;
      other.secrets = [await secretOn(path)];
      assert.match((await owner(PAGE)).body, /127\.0\.0\.1/);
    });

    await t.step("what happens is told at once, signed, and without anybody's name", async () => {
      await register("first@example.test");
      const [first] = await told(1);
      assert.deepEqual([first!.signedBy, first!.json.type], [[0], "registration.confirmed"]);
      assert.equal(first!.json.data.event.id, eventId);
      assert.doesNotMatch(first!.body, /first@example|Ana/);
      const log = await eventually("the log", async () => {
        const { body } = await owner(path);
        return body.includes("Taken") && body;
      });
      assert.match(log, /registration\.confirmed/);
    });

    await t.step("with names once the studio has chosen so", async () => {
      const form = formOf((await owner(path)).body);
      const wrong = await owner(path, { ...form, do: "save", url: "http://192.168.1.1/" });
      assert.equal(wrong.status, 400);
      assert.match(wrong.body, /id="f-url-error".*not on the public internet/s);
      assert.equal((await owner(path, { ...form, do: "save", personal: "true" })).status, 303);
      await register("second@example.test");
      const { json } = (await told(2))[1]!;
      assert.deepEqual([json.data.person.email, json.data.person.firstName], ["second@example.test", "Ana"]);
    });

    await t.step("two secrets sign while they overlap", async () => {
      assert.equal((await owner(path, { do: "rotate" })).status, 303);
      other.secrets = [other.secrets[0]!, await secretOn(path)];
      assert.notEqual(other.secrets[0], other.secrets[1]);
      await register("third@example.test");
      assert.deepEqual((await told(3))[2]!.signedBy, [0, 1]);
    });

    await t.step("one that fails at first is told again under the same id, and the log says so", async () => {
      other.answer(500);
      await register("fourth@example.test");
      const calls = await told(5);
      assert.equal(calls[3]!.id, calls[4]!.id);
      assert.equal(calls[3]!.body, calls[4]!.body);
      const { body } = await eventually("the log", async () => {
        const log = await call(client, "GET", `${API}/${idOf(path)}/deliveries?limit=1`);
        return (log.body as unknown as { attempts: number; status: string }[])[0]?.status === "success" && log;
      });
      const [entry] = body as unknown as Record<string, unknown>[];
      assert.deepEqual([entry!.id, entry!.attempts, entry!.responseCode], [calls[3]!.id, 2, 204]);
    });

    await t.step("any of them is shown as it was sent, and sent again under its id", async () => {
      const { id, body } = other.received[0]!;
      const page = await owner(`${path}/log/${id}`);
      assert.match(page.body, /its hash is that of what was sent|what was sent was different/);
      assert.match(page.body, /registration\.confirmed/);
      const before = other.received.length;
      assert.equal((await owner(`${path}/log/${id}`, { do: "" })).status, 303);
      const again = (await told(before + 1))[before]!;
      assert.equal(again.id, id);
      assert.notEqual(again.body, body, "it carries names by now");
      assert.equal((await owner(`${path}/log/${crypto.randomUUID()}`)).status, 404);
    });

    await t.step("a test goes out when somebody asks for it", async () => {
      const before = other.received.length;
      assert.equal((await owner(path, { do: "test" })).status, 303);
      assert.equal((await told(before + 1))[before]!.json.type, "webhook.test");
    });

    await t.step("a receiver that is gone stops it, and its trainer is told", async () => {
      other.answer(410);
      await register("fifth@example.test");
      await eventually("the stop", async () => (await owner(path)).body.includes("Stopped: receiver gone"));
      await eventually(
        "the mail",
        async () => (await mailboxOf(app)).some(({ subject }) => subject === "Un webhook ya no tiene receptor"),
      );
      const before = other.received.length;
      await register("sixth@example.test");
      await eventually(
        "it to be left out",
        async () => (await owner(`${path}?outcome=skipped`)).body.includes("it was paused"),
      );
      assert.equal(other.received.length, before);
      assert.equal((await owner(path, { do: "on" })).status, 303);
      await register("seventh@example.test");
      await told(before + 1);
    });

    await t.step("another role, and another studio's key, see nothing of it", async () => {
      const associate = await signedIn(app, demo, "associate");
      assert.equal((await associate(path)).status, 403);
      assert.equal((await call({ app, apiKey: "wek_nobody" }, "GET", API)).status, 401);
    });

    await t.step("removed, nothing is told any more", async () => {
      assert.equal((await owner(path, { do: "remove" })).status, 303);
      const before = other.received.length;
      await register("last@example.test");
      await eventually(
        "the confirmation",
        async () => (await mailboxOf(app)).some(({ to }) => to === "last@example.test"),
      );
      assert.equal((await owner(path)).status, 404);
      assert.equal(other.received.length, before);
    });
  } finally {
    await app.stop();
    await other.close();
    await discard(app.dataDir);
  }
});

const idOf = (path: string) => path.split("/").at(-1)!;
