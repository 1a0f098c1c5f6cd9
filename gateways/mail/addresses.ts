/** What servers answer may name the receiver; receipts and errors stand in the log and must not. At most 300 characters. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'=:;,()]+@[^\s<>"'=:;,()]+/g, "…").replaceAll(/\s+/g, " ").trim().slice(0, 300);
}
