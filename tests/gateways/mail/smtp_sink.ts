import { Buffer } from "node:buffer";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { Arrived } from "./contract.ts";

/** How the server behaves; may be changed while it runs. */
export interface Manners {
  /** Answers RCPT with this code. */
  rcpt?: { code: number; text: string };
  /** Answers the message with this code. */
  data?: { code: number; text: string };
  /** Never answers the message. */
  hang?: boolean;
  /** Milliseconds that it takes to answer the message. */
  slow?: number;
  /** Closes the connection instead of answering the message. */
  drop?: boolean;
}

export interface SmtpSink {
  url: string;
  manners: Manners;
  arrived: Arrived[];
  /** What was accepted, as it came over the line, and when (milliseconds). */
  raw: { message: string; at: number }[];
  /** Messages that came in whole, answered or not. */
  taken: number;
  close(): Promise<void>;
}

/** A local SMTP server that keeps what it gets and misbehaves when told. `password` makes it ask for credentials. */
export async function smtpSink({ password }: { password?: string } = {}): Promise<SmtpSink> {
  const manners: Manners = {};
  const arrived: Arrived[] = [];
  const sink = { manners, arrived, raw: [], taken: 0 } as unknown as SmtpSink;
  const refusal = ({ code, text }: { code: number; text: string }) =>
    Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer(
    {
      disabledCommands: password ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
      allowInsecureAuth: true,
      authOptional: !password,
      logger: false,
      onAuth(auth: { password: string }, _session: unknown, done: (error: Error | null, answer?: object) => void) {
        done(auth.password === password ? null : new Error("Invalid login for ana@example.com"), { user: "x" });
      },
      onRcptTo(_address: unknown, _session: unknown, done: (error?: Error | null) => void) {
        done(manners.rcpt ? refusal(manners.rcpt) : null);
      },
      onData(stream: AsyncIterable<Uint8Array>, session: Session, done: (error?: Error | null) => void) {
        read(stream).then(async (raw) => {
          sink.taken++;
          if (manners.slow) await new Promise((resolve) => setTimeout(resolve, manners.slow));
          if (manners.hang) return;
          if (manners.drop) return closeAll();
          if (manners.data) return done(refusal(manners.data));
          sink.raw.push({ message: raw, at: performance.now() });
          arrived.push(parse(raw, session.envelope.rcptTo[0]!.address));
          done();
        }).catch(() => done(new Error("the sender is gone in the middle of its message")));
      },
    } as ConstructorParameters<typeof SMTPServer>[0],
  );
  // deno-lint-ignore no-explicit-any -- the library's own set of open connections has no type
  const closeAll = () => (server as any).connections.forEach((one: any) => one._socket.destroy());
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const { port } = server.server.address() as AddressInfo;
  sink.url = `smtp://${password ? "x:wrong@" : ""}127.0.0.1:${port}`;
  sink.close = () =>
    new Promise((closed) => {
      server.close(() => closed());
      closeAll();
    });
  return sink;
}

interface Session {
  envelope: { rcptTo: { address: string }[] };
}

async function read(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** As much of MIME as our own mails use. */
function parse(raw: string, to: string): Arrived {
  const [head = ""] = raw.split("\r\n\r\n", 1);
  const header = (name: string) => new RegExp(`^${name}: ((?:.*(?:\r\n[ \t].*)*))`, "mi").exec(head)?.[1] ?? "";
  return {
    messageId: header("Message-ID").replaceAll(/[<>\s]/g, ""),
    to,
    subject: words(header("Subject")),
    content: head + "\n" + parts(raw),
  };
}

function words(value: string): string {
  return value.replaceAll(/\?=\s+=\?/g, "?==?").replaceAll(
    /=\?utf-8\?([QB])\?(.*?)\?=/gi,
    (_, how: string, text: string) =>
      how.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString("utf8")
        : quotedPrintable(text.replaceAll("_", " ")),
  );
}

function parts(raw: string): string {
  return raw.split(/\r\n--[^\r\n]+/).map((part) => {
    const [head = "", ...body] = part.split("\r\n\r\n");
    const text = body.join("\r\n\r\n");
    if (/encoding: base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
    return /encoding: quoted-printable/i.test(head) ? quotedPrintable(text.replaceAll("=\r\n", "")) : text;
  }).join("\n");
}

function quotedPrintable(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
