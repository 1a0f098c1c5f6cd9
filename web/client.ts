const forwarding = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/** `localhost` and what is below it never leave this machine. */
const ownName = /^(([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Network address of the client: of the connection, or, behind a proxy that is trusted, the last entry of `X-Forwarded-For`,
 * which is the one that the proxy itself wrote. IPv6 is cut to its /64, which is what one customer gets.
 */
export function clientAddress(headers: Headers, remoteAddr: Deno.Addr | undefined, trustProxy: boolean): string {
  const direct = remoteAddr && "hostname" in remoteAddr ? remoteAddr.hostname : "local";
  if (!trustProxy) return network(direct);
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return network(last ? last : direct);
}

/**
 * Whether a request comes from this machine itself and through no proxy: only then do `/dev/*` pages answer. It has to ask
 * for this machine by one of its own names: any site can give itself a name that leads here, and would read along.
 */
export function isLocal(headers: Headers, remoteAddr: Deno.Addr | undefined): boolean {
  if (forwarding.some((name) => headers.has(name))) return false;
  if (!ownName.test(headers.get("host") ?? "localhost")) return false;
  const host = remoteAddr && "hostname" in remoteAddr ? remoteAddr.hostname : "";
  return host === "::1" || host.startsWith("127.") || host.startsWith("::ffff:127.");
}

/**
 * Whether a browser sent this from another site, judged as Fresh's `csrf` does: by `Sec-Fetch-Site`, else by `Origin`. What
 * has neither is no browser's.
 */
export function fromAnotherSite(headers: Headers, origins: readonly string[]): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return false;
  const origin = headers.get("origin");
  if (origin !== null) return !origins.includes(origin);
  return site !== null;
}

function network(address: string): string {
  if (!address.includes(":") || address.startsWith("::ffff:")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  if (tail !== undefined) {
    const after = tail.split(":").filter((group) => group !== "");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return `${groups.slice(0, 4).join(":")}::/64`;
}
