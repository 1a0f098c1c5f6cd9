import { BlockList, isIP } from "node:net";

/** Networks that no request of a studio may reach: this machine, private and shared networks, and what is no place at all. */
const closedNetworks = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10", // shared by carriers
  "127.0.0.0/8",
  "169.254.0.0/16", // link-local, and where clouds answer with a machine's credentials
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16",
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
  "::/128",
  "::1/128",
  "64:ff9b::/96", // IPv4 by NAT64: leads to any of the above
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23", // Teredo among them, which carries an IPv4 address
  "2001:db8::/32",
  "2002::/16", // 6to4 likewise
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
];

const closed = networksOf(closedNetworks);

/** Whether anybody on the internet could mean this address. An IPv4 address in IPv6 clothes is judged as what it is. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !closed.check(address, "ipv4");
  return kind === 6 && !address.includes("%") && !closed.check(address, "ipv6") && !carriesIpv4(address);
}

/** `::ffff:…` and `::a.b.c.d`: nobody on the internet has such an address. */
function carriesIpv4(address: string): boolean {
  return new URL(`http://[${address}]/`).hostname.startsWith("[::");
}

/**
 * Networks and addresses as a list to ask, e.g. `10.1.0.0/16` or `127.0.0.1`.
 * @throws {TypeError} on one that is neither
 */
export function networksOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const kind = isIP(address);
    const prefix = bits === undefined ? (kind === 4 ? 32 : 128) : Number(bits);
    if (kind === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (kind === 4 ? 32 : 128)) {
      throw new TypeError(`${network} is no network address`);
    }
    list.addSubnet(address, prefix, kind === 4 ? "ipv4" : "ipv6");
  }
  return list;
}
