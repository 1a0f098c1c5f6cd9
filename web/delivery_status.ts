import PostalMime from "postal-mime";

/** What a delivery status notification (RFC 3464) says of one of our mails. */
export interface StatusNotice {
  /** Of our mail, without angle brackets. */
  messageId: string;
  what: "bounced" | "deferred" | "complained";
  /** RFC 3463, e.g. `5.1.1`; empty where none was given. */
  status: string;
}

/**
 * Reads a notification as a mail server returns it, or a complaint as a provider forwards it (RFC 5965). Null: it is
 * neither, or does not say which mail it is about; what was delivered, relayed or expanded is no news.
 */
export async function readNotice(message: string | Uint8Array): Promise<StatusNotice | null> {
  const { attachments } = await new PostalMime({ forceRfc822Attachments: true }).parse(message);
  const part = (...types: string[]) => {
    const found = attachments.find(({ mimeType }) => types.includes(mimeType));
    return found && asText(found.content);
  };
  const original = part("message/rfc822", "text/rfc822-headers", "message/rfc822-headers");
  const messageId = original && /^message-id:\s*<([^>\s]+)>/im.exec(unfolded(original))?.[1];
  if (!messageId) return null;
  const complaint = part("message/feedback-report");
  if (complaint !== undefined) {
    return field(complaint, "feedback-type") === "abuse" ? { messageId, what: "complained", status: "" } : null;
  }
  const report = part("message/delivery-status");
  const action = report && field(report, "action");
  if (!report || (action !== "failed" && action !== "delayed")) return null;
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field(report, "status") ?? "")?.[0] ?? "";
  // a full mailbox or a greylist is not for good, whatever the action is called
  return { messageId, what: action === "failed" && !status.startsWith("4") ? "bounced" : "deferred", status };
}

function field(report: string, name: string): string | undefined {
  return new RegExp(`^${name}:\\s*(.+)$`, "im").exec(unfolded(report))?.[1]?.trim().toLowerCase();
}

/** Lines that go on with a space belong to the one before. */
function unfolded(text: string): string {
  return text.replaceAll(/\r?\n[ \t]+/g, " ");
}

function asText(content: unknown): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content as Uint8Array);
}
