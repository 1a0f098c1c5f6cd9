/**
 * A program of its own: unpacks the browser from npm and what it brings into the temporary directory it is started
 * with, and prints nothing. The package knows no other place than `TMPDIR`, which belongs to a whole process: set in a
 * running one, it would send the files of every test beside it there too.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import bundled, { inflate } from "@sparticuz/chromium";

await bundled.executablePath();
const packages = dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))));
await inflate(join(packages, "bin", "al2023.tar.br"));
