import type { Money } from "./ids.ts";

/**
 * Minor units from a decimal string in the currency's main unit, or null when it has more decimals than the currency.
 * Exact: no floating point in between.
 */
export function parseMoney(written: string, currency: string): Money | null {
  const [whole = "", fraction = ""] = written.split(".");
  const digits = decimalsOf(currency);
  if (fraction.replace(/0+$/, "").length > digits) return null;
  return { amount: Number(whole + fraction.slice(0, digits).padEnd(digits, "0")), currency };
}

/** The amount as a decimal string in the currency's main unit: `49.90`. */
export function writeMoney({ amount, currency }: Money): string {
  const digits = decimalsOf(currency);
  if (digits === 0) return String(amount);
  const written = String(amount).padStart(digits + 1, "0");
  return `${written.slice(0, -digits)}.${written.slice(-digits)}`;
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
function decimalsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
