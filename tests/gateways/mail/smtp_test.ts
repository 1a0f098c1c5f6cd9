import assert from "node:assert/strict";
import { GatewayFailure } from "../../../gateways/failure.ts";
import { smtpMail } from "../../../gateways/mail/smtp.ts";
import { mail, mailContract } from "./contract.ts";
import { type Manners, smtpSink } from "./smtp_sink.ts";

mailContract("SMTP", async () => {
  const sink = await smtpSink();
  return {
    gateway: smtpMail({ url: sink.url }),
    arrived: () => Promise.resolve(sink.arrived),
    close: () => sink.close(),
  };
});

async function failure(manners: Manners, options: { timeout?: number; signal?: AbortSignal; password?: string } = {}) {
  const sink = await smtpSink(options.password ? { password: options.password } : {});
  Object.assign(sink.manners, manners);
  const gateway = smtpMail({ url: sink.url, timeout: options.timeout ?? 5_000 });
  try {
    await gateway.send(mail(), options.signal ? { signal: options.signal } : {});
    return assert.fail("the mail was taken");
  } catch (error) {
    assert.ok(error instanceof GatewayFailure, String(error));
    return { class: error.failure, message: error.message, taken: sink.taken };
  } finally {
    await gateway.close();
    await sink.close();
  }
}

for (
  const [name, manners, expected] of [
    ["a mailbox that is full for now is tried again", { rcpt: { code: 452, text: "4.2.2 full" } }, "retry"],
    ["greylisting is tried again", { rcpt: { code: 450, text: "4.7.1 try later" } }, "retry"],
    [
      "an unknown mailbox is never tried again",
      { rcpt: { code: 550, text: "5.1.1 <ana@example.com> unknown" } },
      "never",
    ],
    ["a refused message is never sent again", { data: { code: 554, text: "5.7.1 spam" } }, "never"],
    ["a message refused for now is tried again", { data: { code: 451, text: "4.3.0 local error" } }, "retry"],
    ["a server that sends everybody away pauses the channel", { rcpt: { code: 421, text: "4.7.0 too many" } }, "pause"],
    ["a connection closed instead of an answer is tried again", { drop: true }, "retry"],
  ] as const
) {
  Deno.test(`SMTP: ${name}`, async () => {
    const failed = await failure(manners);
    assert.equal(failed.class, expected);
    assert.doesNotMatch(failed.message, /ana@example\.com/);
  });
}

Deno.test("SMTP: a message whose connection broke is not repeated behind our back", async () => {
  assert.equal((await failure({ drop: true })).taken, 1);
});

Deno.test("SMTP: a server that never answers is given up and tried again", async () => {
  assert.equal((await failure({ hang: true }, { timeout: 200 })).class, "retry");
});

Deno.test("SMTP: whoever asked can stop waiting", async () => {
  assert.equal((await failure({ hang: true }, { signal: AbortSignal.timeout(200) })).class, "retry");
});

Deno.test("SMTP: refused credentials pause the channel", async () => {
  const failed = await failure({}, { password: "right" });
  assert.equal(failed.class, "pause");
  assert.doesNotMatch(failed.message, /@/);
});

Deno.test("SMTP: nobody listening pauses the channel", async () => {
  const sink = await smtpSink();
  await sink.close();
  const gateway = smtpMail({ url: sink.url });
  await assert.rejects(gateway.send(mail()), { name: "GatewayFailure", failure: "pause" });
  await gateway.close();
});
