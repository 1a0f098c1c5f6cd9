import assert from "node:assert/strict";
import type { Mail, MailGateway } from "../../../gateways/mail/port.ts";

/** What arrived on the other side. */
export interface Arrived {
  messageId: string;
  to: string;
  subject: string;
  /** Everything as one text, decoded. */
  content: string;
}

export const mail = (more: Partial<Mail> = {}): Mail => ({
  messageId: "0b7c6c1e-1111-5222-8333-444455556666@webinars.example",
  from: { address: "studio@webinars.example", name: "Estudio Núñez" },
  to: { address: "ana@example.com", name: "Ana Ñandú" },
  subject: "Tienes plaza: Calistenia – día 1",
  html: "<p>Hola, Ana</p>",
  text: "Hola, Ana\n",
  attachments: [{
    filename: "invite.ics",
    contentType: "text/calendar; charset=utf-8; method=REQUEST",
    content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
  }],
  studioId: "5b7c6c1e-1111-4222-8333-444455556666",
  personIds: ["6b7c6c1e-1111-4222-8333-444455556666"],
  ...more,
});

/** What every mail gateway promises. */
export function mailContract(
  name: string,
  open: () => Promise<{ gateway: MailGateway; arrived(): Promise<Arrived[]>; close(): Promise<void> }>,
) {
  const test = (what: string, run: (parts: Awaited<ReturnType<typeof open>>) => Promise<void>) =>
    Deno.test(`${name}: ${what}`, async () => {
      const parts = await open();
      try {
        await run(parts);
      } finally {
        await parts.gateway.close();
        await parts.close();
      }
    });

  test("a mail arrives with receiver, subject, both texts and its calendar file", async ({ gateway, arrived }) => {
    const { receipt } = await gateway.send(mail());
    assert.ok(receipt.length > 0 && receipt.length <= 500);
    const [one, ...others] = await arrived();
    assert.deepEqual(others, []);
    assert.equal(one?.to, "ana@example.com");
    assert.equal(one?.subject, "Tienes plaza: Calistenia – día 1");
    assert.match(one.content, /<p>Hola, Ana<\/p>/);
    assert.match(one.content, /Hola, Ana\r?\n/);
    assert.match(one.content, /BEGIN:VCALENDAR/);
  });

  test("the Message-ID is the one that was given", async ({ gateway, arrived }) => {
    await gateway.send(mail());
    assert.equal((await arrived())[0]?.messageId, mail().messageId);
  });

  test("the receipt names nobody", async ({ gateway }) => {
    const { receipt } = await gateway.send(mail());
    assert.doesNotMatch(receipt, /ana|@/i);
  });

  test("many at a time all arrive, once each", async ({ gateway, arrived }) => {
    const ids = Array.from({ length: 40 }, (_, n) => `${n}@webinars.example`);
    await Promise.all(ids.map((messageId) => gateway.send(mail({ messageId }))));
    assert.deepEqual((await arrived()).map((one) => one.messageId).sort(), ids.sort());
  });

  test("line breaks in a subject or name make no headers", async ({ gateway, arrived }) => {
    await gateway.send(
      mail({ subject: "x\r\nBcc: eve@example.com", to: { address: "ana@example.com", name: "A\r\nX-Y: z" } }),
    );
    const all = await arrived();
    assert.equal(all.length, 1);
    assert.doesNotMatch(all[0]!.content, /^(Bcc|X-Y):/mi);
  });
}
