/** Confirmation mails to a local SMTP server, from the plan in the outbox on, beside nodemailer's own pool with as many connections. */
import nodemailer from "nodemailer";
import { eventMail } from "../reactors/mails/event_mail.ts";
import { messageOf } from "../gateways/mail/smtp.ts";
import { renderMail } from "../reactors/mails/render.ts";
import { sample } from "../tests/reactors/mails/sample.ts";
import { eventually, readDemo, startApp } from "../tests/support/app.ts";
import { figure, type Figures, median, report } from "./measure.ts";
import { calm } from "./support/calm.ts";
import { startMailServer } from "./support/mail_server.ts";
import { burst, publishEvent, register } from "./support/product.ts";

/** `--mails=500` shortens it, where a machine is shared. */
const MAILS = Number(Deno.args.find((arg) => arg.startsWith("--mails="))?.slice("--mails=".length) ?? 2_000);
const AT_ONCE = 100;
const ROUNDS = 3;
/** As many as the product's own gateway keeps open. */
const CONNECTIONS = 10;
const LIMITS = { API_RATE_LIMIT: "100000" };

const server = await startMailServer();
const dataDir = await Deno.makeTempDir({ prefix: "bench-mails-" });
const sending = { ...LIMITS, SMTP_URL: server.url, MAIL_FROM: "Studio <studio@example.org>" };
const ours: number[] = [], theirs: number[] = [];

try {
  await makeDemo();
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await measured(byPool));
    await planMails(round);
    ours.push(await measured(byProduct));
  }
} finally {
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
}
const figures: Figures = {
  "confirmation mails to a local SMTP server; other: nodemailer's pool": figure(
    median(ours),
    median(theirs),
    "mails/s",
  ),
};
report(figures);
Deno.exit(0);

/** Mails a second, from the first that arrives to the last. */
async function measured(send: () => Promise<void>): Promise<number> {
  await server.forget();
  await send();
  const { messages, took } = await server.taken();
  if (messages !== MAILS) throw new Error(`${messages} mails instead of ${MAILS}`);
  return (messages - 1) / took * 1_000;
}

async function makeDemo(): Promise<void> {
  const app = await startApp({ dataDir, demo: true });
  await calm(app);
  await app.stop();
}

/** Registers people while nobody works, so that only the sending is measured. */
async function planMails(round: number): Promise<void> {
  const app = await startApp({ dataDir, env: sending, args: ["--roles", "web"] });
  const product = { url: app.url, key: (await readDemo(app)).apiKey };
  const event = await publishEvent(product, `Mails ${round}`, null);
  for (let n = 0; n < MAILS; n += AT_ONCE) {
    await burst(AT_ONCE, (i) => register(product, event.id, `person.${n + i}@example.org`));
  }
  await app.stop();
}

async function byProduct(): Promise<void> {
  const app = await startApp({ dataDir, env: sending });
  await eventually(`${MAILS} mails`, async () => (await server.taken()).messages >= MAILS, 120_000);
  await calm(app);
  await app.stop();
}

/** The same mail as the product's, byte for byte but for what is a person's. */
async function byPool(): Promise<void> {
  const rendered = await renderMail(eventMail(sample({ kind: "confirmation" })));
  const transport = nodemailer.createTransport({ pool: true, url: server.url, maxConnections: CONNECTIONS });
  await Promise.all(Array.from({ length: MAILS }, (_, n) =>
    transport.sendMail(messageOf({
      ...rendered,
      messageId: `${crypto.randomUUID()}@example.org`,
      from: { address: "studio@example.org", name: "Studio" },
      to: { address: `person.${n}@example.org`, name: "Ana Novak" },
      studioId: null,
      personIds: [],
    }))));
  transport.close();
}
