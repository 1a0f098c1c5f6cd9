import assert from "node:assert/strict";
import { smtpSink } from "../gateways/mail/smtp_sink.ts";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { publishedEvent, registerAt } from "../support/client.ts";
import { runProgram } from "../support/program.ts";

Deno.test("a mail server that refuses for now is asked again, one that refuses for good is not; a slow one is waited for at the end", async () => {
  const sink = await smtpSink();
  const env = { SMTP_URL: sink.url, MAIL_FROM: "events@example.org" };
  let app = await startApp({ demo: true, env });
  try {
    const client = { app, apiKey: (await readDemo(app)).apiKey };
    const eventId = await publishedEvent(client, { capacity: 10 });
    const mailsTo = (email: string) => sink.arrived.filter(({ to }) => to === email).length;
    const facts = async (type: string): Promise<{ stream: string; data: Record<string, unknown> }[]> => {
      const { code, stdout, stderr } = await runProgram("log", ["export", "--type", type], { DATA_DIR: app.dataDir });
      assert.equal(code, 0, stderr);
      return stdout.trim().split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
    };
    await eventually("the demo's mails", () => mailsTo("visitor1@demo.example") === 1);

    sink.manners.rcpt = { code: 450, text: "4.7.1 come back later" };
    await registerAt(client, eventId, { email: "later@example.org" });
    const [failed] = await eventually("a failed attempt", async () => {
      const found = await facts("DeliveryFailed");
      return found.length > 0 && found;
    });
    assert.match(String(failed!.data.error), /450/);
    assert.ok(Date.parse(String(failed!.data.nextAttemptAt)) > Date.now() - 10_000);
    assert.doesNotMatch(JSON.stringify(failed!), /later@example\.org/);
    delete sink.manners.rcpt;
    await eventually("the mail after all", () => mailsTo("later@example.org") > 0);

    sink.manners.rcpt = { code: 550, text: "5.1.1 unknown here" };
    await registerAt(client, eventId, { email: "never@example.org" });
    const [abandoned] = await eventually("a delivery that was given up", async () => {
      const found = await facts("DeliveryAbandoned");
      return found.length > 0 && found;
    });
    assert.match(String(abandoned!.data.error), /550/);
    delete sink.manners.rcpt;
    await registerAt(client, eventId, { email: "after@example.org" });
    await eventually("the next one's mail", () => mailsTo("after@example.org") > 0);
    assert.deepEqual(["later", "never", "after"].map((name) => mailsTo(`${name}@example.org`)), [1, 0, 1]);

    const taken = sink.taken;
    sink.manners.slow = 3_000;
    await registerAt(client, eventId, { email: "flying@example.org" });
    await eventually("a mail on its way", () => sink.taken > taken);
    assert.equal(mailsTo("flying@example.org"), 0);
    const { code } = await app.stop();
    assert.equal(code, 0, app.output());
    assert.equal(mailsTo("flying@example.org"), 1, "the call in flight is finished before the end");
    delete sink.manners.slow;
    const { dataDir } = app;
    app = await startApp({ dataDir, env });
    await registerAt({ ...client, app }, eventId, { email: "next@example.org" });
    await eventually("the next one's mail", () => mailsTo("next@example.org") > 0);
    assert.equal(mailsTo("flying@example.org"), 1, "nothing repeats after a clean end");
  } finally {
    await app.kill9();
    await discard(app.dataDir);
    await sink.close();
  }
});
