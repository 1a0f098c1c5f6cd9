import { reactor } from "./runtime/definition.ts";
import { deliver } from "./runtime/plan.ts";

/** Tells an operator when something wants attention and when it is over. Nothing of it is personal. */
export const alerts = reactor({
  name: "alerts",
  version: 1,
  about: "Tells operators, by mail and by webhook, of what wants their attention and of its end.",
  tables: {},
  on: {
    AlertRaised: ({ id, data: { kind, ...data }, meta }) =>
      both(id, { kind: "alert_raised", at: meta.occurredAt, alert: kind, ...data }),
    AlertEnded: ({ id, data: { kind, subject }, meta }) =>
      both(id, { kind: "alert_ended", at: meta.occurredAt, alert: kind, subject, detail: "" }),
  },
});

interface Told {
  kind: "alert_raised" | "alert_ended";
  alert: string;
  subject: string;
  detail: string;
  at: string;
}

function both(id: string, { kind, alert, subject, detail, at }: Told) {
  return (["mail", "webhook"] as const).map((by) =>
    deliver({
      key: `alert:${id}:${by}`,
      channel: "alert",
      urgent: true,
      mail: { kind, alert, subject, detail, at, by },
    })
  );
}
