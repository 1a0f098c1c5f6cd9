import assert from "node:assert/strict";
import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import { smtpMail } from "../../../gateways/mail/smtp.ts";
import { mail } from "./contract.ts";
import { smtpSink } from "./smtp_sink.ts";

Deno.test("no more mails a second go out than SMTP_RATE allows, over all connections", async () => {
  const sink = await smtpSink();
  const gateway = smtpMail({ url: sink.url, connections: 4, perSecond: 8 });
  try {
    const began = performance.now();
    await Promise.all(Array.from({ length: 13 }, (_, n) => gateway.send({ ...mail(), messageId: `m${n}@x.example` })));
    // a lower bound: a slow machine makes it only truer
    assert.ok(sink.raw.at(-1)!.at - began >= 1_490, `${sink.raw.at(-1)!.at - began} ms`);
    const late = gateway.send(mail(), { signal: AbortSignal.timeout(1) });
    await assert.rejects(late, { name: "GatewayFailure", failure: "retry" });
    assert.equal(sink.taken, 13, "whose turn did not come in time was not sent");
  } finally {
    await gateway.close();
    await sink.close();
  }
});

Deno.test("mails are signed for the domain of DKIM_DOMAIN, so that whoever asks its record finds them whole", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const sink = await smtpSink();
  const gateway = smtpMail({ url: sink.url, dkim: { domain: "example.com", selector: "s1", key } });
  try {
    await gateway.send(mail());
    const { message } = sink.raw[0]!;
    const { tags, verified, bodyHash } = dkim(message, publicKey.export({ type: "spki", format: "pem" }) as string);
    assert.deepEqual([tags.d, tags.s, tags.a], ["example.com", "s1", "rsa-sha256"]);
    for (const name of ["from", "to", "subject", "message-id"]) {
      assert.ok(tags.h!.toLowerCase().split(":").includes(name));
    }
    assert.equal(tags.bh, bodyHash);
    assert.ok(verified);
    const { verified: stillGood, bodyHash: other } = dkim(
      message.replace(/^Subject: /mi, "Subject: Re "),
      publicKey.export({ type: "spki", format: "pem" }) as string,
    );
    assert.deepEqual([stillGood, other], [false, bodyHash], "a changed subject does not verify");
  } finally {
    await gateway.close();
    await sink.close();
  }
});

/** Judges a message's signature as RFC 6376 says, relaxed/relaxed. */
function dkim(message: string, publicKey: string) {
  const split = message.indexOf("\r\n\r\n");
  const headers = message.slice(0, split).split(/\r\n(?![ \t])/);
  const body = message.slice(split + 4).split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""))
    .join("\r\n").replace(/(\r\n)*$/, "") + "\r\n";
  const relaxed = (header: string) => {
    const [name = "", ...value] = header.split(":");
    return `${name.trim().toLowerCase()}:${value.join(":").replace(/\r\n/g, "").replace(/[ \t]+/g, " ").trim()}`;
  };
  const named = (name: string) =>
    headers.filter((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`)).at(-1);
  const signature = named("DKIM-Signature")!;
  const tags = Object.fromEntries(
    relaxed(signature).replace(/^[^:]+:/, "").split(";").map((tag) =>
      tag.trim().match(/^(\w+)=(.*)$/s)?.slice(1) ?? []
    ),
  ) as Record<string, string>;
  const signed = tags.h!.split(":").map((name) => named(name.trim())).filter((one) => one !== undefined).map(relaxed);
  const unsigned = relaxed(signature).replace(/([; ]b=)[^;]*/, "$1");
  const verify = createVerify("RSA-SHA256").update([...signed, unsigned].join("\r\n"));
  return {
    tags: { ...tags, bh: tags.bh!.replaceAll(" ", "") } as Record<string, string>,
    bodyHash: createHash("sha256").update(body).digest("base64"),
    verified: verify.verify(publicKey, tags.b!.replaceAll(" ", ""), "base64"),
  };
}
