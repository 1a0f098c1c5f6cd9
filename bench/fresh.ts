/** Our Fresh beside bare Hono with preact-render-to-string, each in a process of its own, at 30 connections. */
import { compare, type Figures, report } from "./measure.ts";
import { requestsPerSecond } from "./fresh/load.ts";
import { type Server, startServer } from "./fresh/start.ts";

const ROUND = 1_500;

await using ours = await startServer("ours");
await using other = await startServer("other");

const paths: Record<string, { path: string; reach: string }> = {
  "fresh: server-rendered page of 20 items": { path: "/list", reach: "≥ 50 % of Hono + preact" },
  "fresh: the same page with an island": { path: "/island", reach: "≥ 50 % of Hono + preact" },
  "fresh: JSON route": { path: "/json", reach: "≥ 60 % of Hono" },
};
const figures: Figures = {};
for (const [name, { path, reach }] of Object.entries(paths)) {
  const rate = ({ port }: Server) => requestsPerSecond(port, path, ROUND);
  // The first answers only warm both up.
  await Promise.all([requestsPerSecond(ours.port, path, 500), requestsPerSecond(other.port, path, 500)]);
  figures[name] = await compare("requests/s", () => rate(ours), () => rate(other), { rounds: 3, reach });
}
report(figures);
