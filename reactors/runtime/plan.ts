/** Which way a delivery leaves: each has its own concurrency, pause and gateway. */
export type Channel = "mail" | "sms" | "vault" | "conversions" | "alert" | "notice" | "webhooks";

/** Where the fact stands that holds a person's address and name, encrypted: read and decrypted when the attempt is made. */
export interface FactRef {
  stream: string;
  revision: number;
}

/** What a delivery is about; withdrawn and looked up by these. */
export interface About {
  studioId?: string;
  personId?: string;
  eventId?: string;
  registrationId?: string;
}

/** Ids and instants that the rendering needs, never personal data: the outbox is as readable as any table. */
export type Reference = { readonly kind: string; readonly [name: string]: unknown };

/** One message or call that should be made. */
export interface Delivery extends About {
  do: "deliver";
  /** Unique within the reactor, frozen, and contains the moment it is for: `delivery-<uuidv5(reactor, key)>` is made of it. */
  key: string;
  channel: Channel;
  /** ISO 8601 UTC; at once when left out. */
  dueAt?: string;
  /** ISO 8601 UTC; from then on it is not worth making and is skipped (`too_late`). */
  notAfter?: string;
  /** Whether it may overtake what goes to many. */
  urgent?: boolean;
  /** Where the recipient's address stands, for deliveries to a person. */
  contact?: FactRef;
  mail: Reference;
}

/** A message that will not be made, and why not: becomes a visible `DeliverySkipped`. */
export interface Skip extends About {
  do: "skip";
  key: string;
  channel: Channel;
  reason: string;
}

/** What was planned under this key, or about this registration or event, and is not yet made is not made any more. */
export type Withdrawal = { do: "withdraw"; reason: string } & Scope;
type Scope =
  | { key: string; registrationId?: undefined; eventId?: undefined }
  | { registrationId: string; key?: undefined; eventId?: undefined }
  | { eventId: string; key?: undefined; registrationId?: undefined };

/** A command to issue. Its id is UUIDv5(reactor, id of the fact, n): however often the fold runs, it is one command. */
export interface Issue {
  do: "command";
  type: string;
  stream: string;
  studioId: string | null;
  data: Readonly<Record<string, unknown>>;
}

/** The same for each of many, in waves: whatever is planned for a wave can be made before the next is planned. */
export interface Spread {
  do: "spread";
  /** One of the reactor's own tables, and the values that its rows have, as `Rows.some` takes them. */
  over: string;
  match: Readonly<Record<string, string>>;
  /** Which of the reactor's `spreads` says what each row leads to, and what it is told beside the row. */
  by: string;
  data: Moment;
}

/** Ids and instants, nothing personal. */
export type Moment = Readonly<Record<string, string | number | boolean | null>>;

export type Plan = Delivery | Skip | Withdrawal | Issue | Spread;

/** Plans one message or call to the outside. */
export function deliver(delivery: Omit<Delivery, "do">): Delivery {
  return { do: "deliver", ...delivery };
}

/** Says that a message is not made, and why. */
export function skip(skipped: Omit<Skip, "do">): Skip {
  return { do: "skip", ...skipped };
}

/** Takes back what was planned and has not happened. */
export function withdraw(withdrawal: { reason: string } & Scope): Withdrawal {
  return { do: "withdraw", ...withdrawal };
}

/** Plans the same for each of many. */
export function spread(wide: Omit<Spread, "do">): Spread {
  return { do: "spread", ...wide };
}

/** Plans a command. */
export function command(issue: Omit<Issue, "do">): Issue {
  return { do: "command", ...issue };
}
