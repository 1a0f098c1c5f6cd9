import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { senderRecords } from "../../web/sender_records.ts";

/** A name server that knows these texts and answers for nothing else. */
async function nameServer(texts: Record<string, string>) {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at]!; length > 0; length = query[at]!) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString());
      at += length + 1;
    }
    const question = query.subarray(12, at + 5);
    const text = texts[labels.join(".").toLowerCase()];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2);
    header.writeUInt16BE(text === undefined ? 0 : 1, 6);
    header.writeUInt32BE(0, 8);
    const data = Buffer.from(text ?? "");
    const answer = text === undefined
      ? Buffer.alloc(0)
      : Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, data.length + 1, data.length]), data]);
    socket.send(Buffer.concat([header, question, answer]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    server: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise<void>((r) => socket.close(() => r())),
  };
}

Deno.test("what is right about a sender is found, and what is missing is named", async () => {
  const names = await nameServer({
    "studio.example": "v=spf1 include:mail.example -all",
    "s1._domainkey.studio.example": "v=DKIM1; k=rsa; p=MIGf",
    "_dmarc.studio.example": "v=something else",
  });
  try {
    const records = await senderRecords({ domain: "studio.example", selector: "s1", servers: [names.server] });
    assert.deepEqual(records.map(({ name, host, found }) => [name, host, found?.slice(0, 7) ?? null]), [
      ["SPF", "studio.example", "v=spf1 "],
      ["DMARC", "_dmarc.studio.example", null],
      ["DKIM", "s1._domainkey.studio.example", "v=DKIM1"],
    ]);
  } finally {
    await names.close();
  }
});
