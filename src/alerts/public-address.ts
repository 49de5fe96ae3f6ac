import { lookup as resolveName, type LookupAddress, type LookupAllOptions } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Address ranges that are not on the public internet (IANA special-purpose registries), and those that carry an IPv4 address
 * which may not be.
 */
const special = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  special.addSubnet(network, prefix, "ipv4");
}

/** Of IPv6 only global unicast addresses are public, and not all of them. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special.addSubnet(network, prefix, "ipv6");
}

/** Whether an address, not a name, is on the public internet. IPv4 addresses written as IPv6 ones are not taken for public. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/u, "$1");
  const family = isIP(bare);
  if (family === 4) return !special.check(bare, "ipv4");
  return family === 6 && globalUnicast.check(bare, "ipv6") && !special.check(bare, "ipv6");
}

/** Raised instead of connecting. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";

  constructor(host: string) {
    super(
      `${host} is not an address of the public internet; set webhookAllowPrivateAddresses if it is meant to be reached`,
    );
  }
}

/** Resolves a name to all its addresses, as `dns.lookup` does. */
export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names as the connection is made, and refuses those with any private address: what is checked is what is connected
 * to, so a name that resolves differently the second time gains nothing.
 */
export function publicLookup(resolve: ResolveName = resolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, "", 0);
        return;
      }
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
        callback(new PrivateAddressError(hostname), "", 0);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
