import assert from "node:assert/strict";
import { readNotice } from "../../web/delivery_status.ts";
import { dsn } from "../support/dsn.ts";

Deno.test("a mail that came back for good names our mail and why", async () => {
  assert.deepEqual(await readNotice(dsn({ messageId: "a@host" })), {
    messageId: "a@host",
    what: "bounced",
    status: "5.1.1",
  });
});

Deno.test("what is tried again, or failed for a reason that passes, is no bounce", async () => {
  assert.equal((await readNotice(dsn({ messageId: "a@host", action: "delayed", status: "4.2.2" })))?.what, "deferred");
  assert.equal((await readNotice(dsn({ messageId: "a@host", action: "failed", status: "4.2.2" })))?.what, "deferred");
});

Deno.test("what was delivered is no news, and neither is anything else", async () => {
  assert.equal(await readNotice(dsn({ messageId: "a@host", action: "delivered", status: "2.0.0" })), null);
  assert.equal(await readNotice("Subject: Out of office\r\n\r\nBack on Monday."), null);
  assert.equal(await readNotice(dsn({ messageId: null })), null);
});

Deno.test("a complaint is one when its feedback says abuse", async () => {
  const report = (type: string) =>
    dsn({ messageId: "a@host" })
      .replace("message/delivery-status", "message/feedback-report")
      .replace(/Reporting-MTA[\s\S]*?Diagnostic-Code: [^\r]*\r\n/, `Feedback-Type: ${type}\r\nVersion: 1\r\n`);
  assert.deepEqual(await readNotice(report("abuse")), { messageId: "a@host", what: "complained", status: "" });
  assert.equal(await readNotice(report("not-spam")), null);
});
