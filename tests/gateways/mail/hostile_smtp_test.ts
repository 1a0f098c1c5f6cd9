import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import type { GatewayFailure } from "../../../gateways/failure.ts";
import { smtpMail } from "../../../gateways/mail/smtp.ts";
import { mail } from "./contract.ts";

type Step = "greeting" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "message";

const usual: Record<Step, string> = {
  greeting: "220 mail.example ESMTP",
  EHLO: "250 mail.example",
  MAIL: "250 2.1.0 ok",
  RCPT: "250 2.1.5 ok",
  DATA: "354 go ahead",
  message: "250 2.0.0 queued",
};

/** A mail server that speaks the protocol line by line, and at one step does what it is told instead of answering. */
async function hostile(at: Step, trouble: (socket: Socket, answer: () => void) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let inMessage = false;
    let buffer = "";
    const answer = (step: Step) => {
      const say = () => {
        inMessage = step === "DATA";
        socket.write(`${usual[step]}\r\n`);
      };
      step === at ? trouble(socket, say) : say();
    };
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      buffer += chunk.toString();
      for (;;) {
        const end = buffer.indexOf(inMessage ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (inMessage ? 5 : 2));
        if (inMessage) {
          inMessage = false;
          answer("message");
          continue;
        }
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === "QUIT") return void socket.end("221 bye\r\n");
        if (verb === "RSET") {
          socket.write("250 ok\r\n");
          continue;
        }
        answer(verb === "HELO" ? "EHLO" : verb as Step);
      }
    });
    answer("greeting");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function sendTo(at: Step, trouble: Parameters<typeof hostile>[1]): Promise<string> {
  const server = await hostile(at, trouble);
  const gateway = smtpMail({ url: server.url, timeout: 300 });
  try {
    await gateway.send(mail());
    return "taken";
  } catch (error) {
    const { name, failure, message } = error as GatewayFailure;
    assert.equal(name, "GatewayFailure", String(error));
    assert.doesNotMatch(message, /ana@example\.com/);
    return failure;
  } finally {
    await gateway.close();
    await server.close();
  }
}

const steps = Object.keys(usual) as Step[];
const says = (text: string) => (socket: Socket) => void socket.write(`${text}\r\n`);

Deno.test("a mail server that answers late, but in time, takes the mail, at whichever step it was late", async () => {
  for (const step of steps) {
    const late = (_: Socket, answer: () => void) => void setTimeout(answer, 60);
    assert.equal(await sendTo(step, late), "taken", step);
  }
});

Deno.test("one that hangs, answers half or closes is tried again, and no mail is given up for it", async () => {
  for (const step of steps) {
    const troubles = {
      hangs: () => {},
      half: (socket: Socket) =>
        void socket.write("250-and there is more", () => setTimeout(() => socket.destroy(), 20)),
      closes: (socket: Socket) => void socket.destroy(),
    };
    for (const [name, trouble] of Object.entries(troubles)) {
      assert.match(await sendTo(step, trouble), /^(retry|pause)$/, `${name} at ${step}`);
    }
  }
});

Deno.test("a refusal of the mail is the mail's; a refusal of everybody is the channel's", async () => {
  const refused: [Step, string, string][] = [
    ["greeting", "554 5.7.1 no service here", "pause"],
    ["greeting", "421 4.3.2 shutting down", "pause"],
    ["EHLO", "550 5.7.1 who are you", "pause"],
    ["MAIL", "451 4.3.0 local error", "retry"],
    ["RCPT", "550 5.1.1 <ana@example.com> unknown", "never"],
    ["RCPT", "450 4.2.0 <ana@example.com> greylisted", "retry"],
    ["DATA", "451 4.3.0 local error", "retry"],
    ["message", "554 5.7.1 spam", "never"],
    ["message", "452 4.3.1 disk full", "retry"],
  ];
  for (const [step, answer, expected] of refused) {
    assert.equal(await sendTo(step, says(answer)), expected, `${answer} at ${step}`);
  }
});
