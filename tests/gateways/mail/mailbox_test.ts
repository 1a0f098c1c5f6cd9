import assert from "node:assert/strict";
import { type MailboxMail, mailboxMail } from "../../../gateways/mail/mailbox.ts";
import type { MailToKeep } from "../../../vault/port.ts";
import { mail, mailContract } from "./contract.ts";

function box() {
  const kept = new Map<string, MailToKeep & { repeats: number }>();
  return {
    kept,
    keep(entry: MailToKeep) {
      const repeats = (kept.get(entry.messageId)?.repeats ?? -1) + 1;
      kept.set(entry.messageId, { ...entry, repeats });
      return Promise.resolve({ repeats });
    },
  };
}

mailContract("mailbox", () => {
  const mailbox = box();
  return Promise.resolve({
    gateway: mailboxMail(mailbox),
    arrived: () =>
      Promise.resolve([...mailbox.kept.values()].map(({ messageId, content }) => {
        const one = JSON.parse(content) as MailboxMail;
        const attached = one.attachments.map((attachment) => attachment.content);
        return {
          messageId,
          to: one.to.address,
          subject: one.subject,
          content: [one.html, one.text, ...attached].join("\n"),
        };
      })),
    close: () => Promise.resolve(),
  });
});

Deno.test("mailbox: a repeat under the same Message-ID is recognised and said", async () => {
  const mailbox = box();
  const gateway = mailboxMail(mailbox);
  assert.deepEqual(await gateway.send(mail()), { receipt: "kept in the mailbox" });
  assert.deepEqual(await gateway.send(mail()), { receipt: "kept in the mailbox, repeat 1" });
  assert.equal(mailbox.kept.size, 1);
});

Deno.test("mailbox: names everybody the mail mentions, and files are kept byte by byte", async () => {
  const mailbox = box();
  const content = new Uint8Array([0, 255, 1]);
  await mailboxMail(mailbox).send(
    mail({ attachments: [{ filename: "a.pdf", contentType: "application/pdf", content }] }),
  );
  const [entry] = mailbox.kept.values();
  assert.deepEqual(entry?.personIds, mail().personIds);
  const [file] = (JSON.parse(entry.content) as MailboxMail).attachments;
  assert.deepEqual(file, { filename: "a.pdf", contentType: "application/pdf", encoding: "base64", content: "AP8B" });
});
