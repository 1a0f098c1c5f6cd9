import type { Config } from "../../config.ts";

/** What was found about a domain. */
export interface Finding {
  /** Whether it leads to the host. */
  right: boolean;
  /** What its records say, `–` for nothing. */
  found: string;
}

/**
 * Whether a domain leads to a host: by a CNAME record that names it, or by the very addresses that the host has. Waits no
 * longer than two seconds for each answer.
 */
export async function checkDomainRecord(
  domain: string,
  host: string,
  { dnsServer }: Pick<Config, "dnsServer">,
): Promise<Finding> {
  const ask = (name: string, type: "CNAME" | "A" | "AAAA") => answersTo(name, type, dnsServer);
  const names = (await ask(domain, "CNAME")).map((name) => name.replace(/\.$/, "").toLowerCase());
  if (names.includes(host.toLowerCase())) return { right: true, found: names.join(", ") };
  const [own, ours] = await Promise.all(
    [domain, host].map(async (name) => (await Promise.all([ask(name, "A"), ask(name, "AAAA")])).flat()),
  );
  const right = own!.length > 0 && own!.every((address) => ours!.includes(address));
  return { right, found: ([...names, ...own!].join(", ") || "–").slice(0, 300) };
}

async function answersTo(name: string, type: "CNAME" | "A" | "AAAA", server: Config["dnsServer"]): Promise<string[]> {
  const options = { ...(server ? { nameServer: server } : {}), signal: AbortSignal.timeout(2_000) };
  return await Deno.resolveDns(name, type, options).catch(() => []);
}
