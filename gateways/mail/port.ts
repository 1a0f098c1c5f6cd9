/** Somebody's address with the name beside it. */
export interface Address {
  address: string;
  name?: string;
}

export interface Attachment {
  filename: string;
  /** With its parameters, e.g. `text/calendar; charset=utf-8; method=REQUEST`. */
  contentType: string;
  content: string | Uint8Array;
}

/** One mail to one person, rendered. */
export interface Mail {
  /** Without angle brackets. The same for every attempt: a receiver recognises a repeat by it. */
  messageId: string;
  from: Address;
  to: Address;
  replyTo?: Address;
  subject: string;
  html: string;
  text: string;
  /** Calendar invitations come first: clients show the first one. */
  attachments: readonly Attachment[];
  headers?: Readonly<Record<string, string>>;
  studioId: string | null;
  /** Ids of everybody the mail names: erasing one of them deletes it from the mailbox. */
  personIds: readonly string[];
  /** The attempt before had no known outcome: this may be the second copy. */
  repeatsUnknown?: boolean;
}

/** What the receiving side said, for the log: no personal data, at most 500 characters. */
export interface Receipt {
  receipt: string;
}

export interface MailGateway {
  /**
   * Hands one mail over.
   * @throws {GatewayFailure} with the class that decides about the next attempt
   */
  send(mail: Mail, options?: { signal?: AbortSignal }): Promise<Receipt>;
  close(): Promise<void>;
}
