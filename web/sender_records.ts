import { Resolver } from "node:dns/promises";

/** One record that mail servers look up. */
export interface SenderRecord {
  name: "SPF" | "DKIM" | "DMARC";
  host: string;
  found: string | null;
}

/** Milliseconds after which an answer is not waited for. */
const PATIENCE = 2_000;

/**
 * What stands in the DNS for a domain that mails come from. `servers`: whom to ask, the machine's own when left out;
 * `selector`: of the DKIM key, null when mails are not signed here.
 */
export async function senderRecords(
  { domain, selector, servers }: { domain: string; selector: string | null; servers?: readonly string[] },
): Promise<SenderRecord[]> {
  const resolver = new Resolver({ timeout: PATIENCE, tries: 1 });
  if (servers) resolver.setServers([...servers]);
  const asked: { name: SenderRecord["name"]; host: string; is: RegExp }[] = [
    { name: "SPF", host: domain, is: /^v=spf1\b/i },
    { name: "DMARC", host: `_dmarc.${domain}`, is: /^v=DMARC1\b/i },
  ];
  if (selector !== null) {
    asked.push({ name: "DKIM", host: `${selector}._domainkey.${domain}`, is: /\bp=[A-Za-z0-9+/]/ });
  }
  return await Promise.all(asked.map(async ({ name, host, is }) => {
    const texts = await resolver.resolveTxt(host).catch((): string[][] => []);
    return { name, host, found: texts.map((parts) => parts.join("")).find((text) => is.test(text)) ?? null };
  }));
}
