import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Vault } from "../../vault/port.ts";

/** Cookie in which a device keeps what was typed on it. */
const COOKIE = "typed";
/** How long after the last form a device remembers. */
export const KEPT_MS = 4 * 60 * 60_000;
/** How long before the end it says so. */
export const WARNED_MS = 30 * 60_000;
/** What browsers take of one cookie, with room for its name and attributes. */
const MOST = 3_800;
/** Registrations that are remembered; the oldest go first. */
const REMEMBERED = 20;

/** Fields that are filled in again. Consents are given anew each time; what is said of health is kept nowhere. */
const kept = ["firstName", "lastName", "email", "phone", "company", "position", "website"] as const;

const Result = z.object({
  eventId: z.uuid(),
  /** `by_mail`: the answer comes by mail, whatever it is. */
  outcome: z.enum(["confirmed", "waitlisted", "pending", "known", "by_mail", "refused"]),
  position: z.number().optional(),
  reason: z.string().max(60).optional(),
});
export type Result = z.infer<typeof Result>;

const Device = z.object({
  /** When the last form was sent, ISO 8601 UTC. */
  at: z.iso.datetime(),
  values: z.partialRecord(z.enum(kept), z.string().max(500)),
  done: z.array(z.object({ eventId: z.uuid(), registrationId: z.uuid() })).max(REMEMBERED),
  results: z.array(Result).max(20),
});

/** What one device remembers of the forms that were filled in on it, for four hours. */
export type Device = z.infer<typeof Device>;

type Sealing = Pick<Vault, "derivedSecret">;

/** A device that remembers nothing. */
export const blankDevice: Device = { at: new Date(0).toISOString(), values: {}, done: [], results: [] };

/** What the sender of a request remembers; nothing that was changed, or is older than four hours. */
export function deviceOf(headers: Headers, vault: Sealing, now: string): Device {
  const sealed = /(?:^|;\s*)typed=([\w-]+)/.exec(headers.get("cookie") ?? "")?.[1];
  if (!sealed) return blankDevice;
  try {
    const bytes = Buffer.from(sealed, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", keyOf(vault), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    const device = Device.parse(JSON.parse(text));
    return endOf(device) > Date.parse(now) ? device : blankDevice;
  } catch {
    return blankDevice; // sealed with another key, or touched
  }
}

/** The `Set-Cookie` value by which a device remembers this. */
export function rememberOn(vault: Sealing, device: Device, secure: boolean): string {
  const fitting = [device, { ...device, values: withoutLong(device.values) }, { ...device, values: {}, results: [] }];
  const sealed = fitting.map((one) => seal(vault, one)).find((text) => text.length <= MOST) ?? "";
  return cookie(sealed, KEPT_MS / 1000, secure);
}

/** The `Set-Cookie` value by which a device forgets everything. */
export const forgetOn = (secure: boolean): string => cookie("", 0, secure);

/** The device after a form was filled in on it, whatever came of it. */
export function typedOn(device: Device, form: Readonly<Record<string, unknown>>, at: string): Device {
  const values = Object.fromEntries(
    kept.map((name) => [name, form[name]] as const)
      .filter((entry): entry is [typeof kept[number], string] => typeof entry[1] === "string" && entry[1].trim() !== "")
      .map(([name, value]) => [name, value.slice(0, 500)]),
  );
  return { ...device, at, values: { ...device.values, ...values } };
}

/** The device after somebody was registered on it. */
export function registeredOn(device: Device, done: Device["done"][number]): Device {
  const others = device.done.filter(({ eventId }) => eventId !== done.eventId);
  return { ...device, done: [...others, done].slice(-REMEMBERED) };
}

/** Until when a device remembers what was typed on it. */
export interface Memory {
  /** ISO 8601 UTC. */
  until: string;
  /** From when on that is soon, ISO 8601 UTC. */
  warnedAt: string;
  soon: boolean;
}

/** What a device remembers of what was typed, at this moment; null where that is nothing. */
export function memoryOf(device: Device, now: string): Memory | null {
  if (Object.keys(device.values).length === 0) return null;
  const end = endOf(device);
  const warnedAt = new Date(end - WARNED_MS).toISOString();
  return { until: new Date(end).toISOString(), warnedAt, soon: now >= warnedAt };
}

/** When the device forgets, in milliseconds since 1970. */
export const endOf = ({ at }: Device): number => Date.parse(at) + KEPT_MS;

function seal(vault: Sealing, device: Device): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(vault), iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(device), "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

const keys = new WeakMap<Sealing, Buffer>();

function keyOf(vault: Sealing): Buffer {
  const known = keys.get(vault);
  if (known) return known;
  const key = Buffer.from(vault.derivedSecret("typed on a device"), "base64url").subarray(0, 32);
  keys.set(vault, key);
  return key;
}

function withoutLong({ firstName, lastName, email }: Device["values"]): Device["values"] {
  return { firstName, lastName, email };
}

function cookie(value: string, seconds: number, secure: boolean): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
