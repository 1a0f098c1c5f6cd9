/**
 * Preloaded into a process of the product, sets its clock off by the milliseconds that the file CLOCK_FILE holds, and again
 * when the file changes: what a time service does to a machine.
 */
import { setInterval } from "node:timers";

const file = Deno.env.get("CLOCK_FILE")!;
const Real = Date;
const read = () => Number(Deno.readTextFileSync(file) || 0);
let offset = read();
// a preloaded module that keeps the loop alive keeps the program from beginning
setInterval(() => offset = read(), 50).unref();

globalThis.Date = new Proxy(Real, {
  construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [Real.now() + offset] : given, as),
  get: (target, name) => name === "now" ? () => Real.now() + offset : Reflect.get(target, name),
});
