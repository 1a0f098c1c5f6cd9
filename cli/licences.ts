/** `deno task licences`: every package that is installed, by its licence. */
import { licences } from "./licences_of.ts";

for (const [licence, packages] of await licences()) {
  console.log(`${licence} (${packages.length})\n  ${packages.join(", ")}\n`);
}
