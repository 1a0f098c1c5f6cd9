import { normalise } from "./user_data/user_data.ts";
import type { PlatformName, UserData } from "./port.ts";

/** Collects one person's fields under a platform's names, and which of them did not validate. */
export class Fields {
  readonly sent: Record<string, string> = {};
  readonly dropped: string[] = [];

  constructor(private readonly platform: PlatformName) {}

  /** Normalised, and hashed where the platform wants it so. */
  add(name: string, rule: string, input: string | undefined): this {
    if (input === undefined || input.trim() === "") return this;
    const { expect, normalized, sha256 } = normalise(this.platform, rule, input);
    if (expect === "drop") this.dropped.push(name);
    else this.sent[name] = sha256 ?? normalized;
    return this;
  }

  /** As it is, unless it is not what such a thing looks like. */
  raw(name: string, input: string | undefined, valid: (input: string) => boolean = () => true): this {
    if (input === undefined || input === "") return this;
    if (valid(input)) this.sent[name] = input;
    else this.dropped.push(name);
    return this;
  }

  names(): string[] {
    return Object.keys(this.sent);
  }
}

const DAY = 86_400_000;

/** Whether a click is not older than so many days when the thing happened. */
export function clickedWithin(days: number, { clickedAt }: UserData, at: string): boolean {
  return clickedAt === undefined || Date.parse(at) - Date.parse(clickedAt) <= days * DAY;
}

/** Whether it is an IPv4 or IPv6 address that is not of a private network. */
export function isPublicIp(ip: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) {
    return !/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(ip);
  }
  return /^[0-9a-f:]+$/i.test(ip) && ip.includes(":") && !/^(::1?$|f[cd]|fe80)/i.test(ip);
}
