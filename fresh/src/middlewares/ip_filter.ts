import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { Context } from "../context.ts";
import type { Middleware } from "./mod.ts";

/** Addresses and subnets, like `192.168.1.0/24`; denying goes before allowing. */
export interface IpFilterRules {
  denyList?: string[];
  /** When not empty, only these may pass. */
  allowList?: string[];
}

// deno-lint-ignore no-explicit-any -- works for any state
type AnyContext = Context<any>;

export interface ipFilterOptions {
  /** Answers who may not pass; default a 403. */
  onError?(remote: { addr: string; type: "ipv4" | "ipv6" | undefined }, ctx: AnyContext): Response | Promise<Response>;
}

/** Lets requests pass by the client's address. Throws a TypeError for a rule that is no address or subnet. */
export function ipFilter<State>(rules: IpFilterRules, options: ipFilterOptions = {}): Middleware<State> {
  const denied = listOf(rules.denyList);
  const allowed = listOf(rules.allowList);
  const allowsAll = !rules.allowList?.length;

  return (ctx) => {
    const remote = ctx.info.remoteAddr;
    const addr = "hostname" in remote ? remote.hostname : "";
    const type = isIPv4(addr) ? "ipv4" : isIPv6(addr) ? "ipv6" : undefined;
    const passes = type === undefined
      ? allowsAll
      : !denied.check(addr, type) && (allowsAll || allowed.check(addr, type));
    if (passes) return ctx.next();
    return options.onError?.({ addr, type }, ctx) ?? new Response("Forbidden", { status: 403 });
  };
}

function listOf(rules: string[] = []): BlockList {
  const list = new BlockList();
  for (const rule of rules) {
    const [address, bits] = rule.split("/") as [string, string | undefined];
    const type = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : undefined;
    if (type === undefined) throw new TypeError(`ipFilter: "${rule}" is neither an IP address nor a subnet.`);
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return list;
}
