import { Builder } from "fresh/dev";
import { builder as settings } from "./fresh.config.ts";

const builder = new Builder(settings);
if (Deno.args.includes("build")) await builder.build();
else await builder.listen(() => import("./main.ts"), { port: Number(Deno.env.get("PORT") || 8000) });
