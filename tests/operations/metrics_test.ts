import assert from "node:assert/strict";
import { createMetrics } from "../../operations/metrics.ts";

Deno.test("figures are written as Prometheus reads them", () => {
  const metrics = createMetrics({
    made_total: { kind: "counter", help: "Made." },
    open_now: { kind: "gauge", help: "Open." },
    took_seconds: { kind: "histogram", help: "Took." },
  });
  metrics.count("made_total", { by: 'a "quoted"\nname\\' });
  metrics.count("made_total", { by: 'a "quoted"\nname\\' }, 2);
  metrics.set("open_now", 7);
  metrics.took("took_seconds", 0.02, { route: "/r/:token" });
  metrics.took("took_seconds", 20, { route: "/r/:token" });
  const lines = metrics.render().split("\n");
  assert.deepEqual(lines.slice(0, 6), [
    "# HELP made_total Made.",
    "# TYPE made_total counter",
    'made_total{by="a \\"quoted\\"\\nname\\\\"} 3',
    "# HELP open_now Open.",
    "# TYPE open_now gauge",
    "open_now 7",
  ]);
  assert.ok(lines.includes('took_seconds_bucket{route="/r/:token",le="0.01"} 0'));
  assert.ok(lines.includes('took_seconds_bucket{route="/r/:token",le="0.025"} 1'));
  assert.ok(lines.includes('took_seconds_bucket{route="/r/:token",le="+Inf"} 2'));
  assert.ok(lines.includes('took_seconds_sum{route="/r/:token"} 20.02'));
  metrics.set("open_now", null);
  assert.ok(!metrics.render().includes("open_now"));
  assert.throws(() => metrics.count("undeclared"), /undeclared/);
  for (let n = 0; n < 5_000; n++) metrics.count("made_total", { by: String(n) });
  assert.ok(metrics.render().split("\n").length < 2_100, "labels that run away do not take all memory");
});
