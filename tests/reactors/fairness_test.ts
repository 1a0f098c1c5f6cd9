import { withPostgres, world } from "./support/world.ts";

withPostgres();

/** More than a page of them. */
const BACKLOG = 450;

Deno.test("a backlog of one channel that takes nothing hides no other channel's deliveries", async () => {
  await using w = await world();
  w.work({ channels: {} });
  await w.settled();
  const planned = (count: number, channel: string, nextAt: string) =>
    w.query(
      `insert into reactor_reminders.outbox (delivery_id, key, channel, urgent, mail, state, next_at, since, attempt,
        cause_id, correlation_id)
      select gen_random_uuid(), $2 || i, $2, false, '{"kind":"reminder"}', 'open', $3, $3, 0, gen_random_uuid(), 'c'
      from generate_series(1, $1::int) i`,
      [count, channel, nextAt],
    );
  await planned(BACKLOG, "sms", "2026-05-01T10:00:00Z");
  await planned(1, "mail", "2026-05-31T10:00:00Z");
  const [sent, released] = [Promise.withResolvers<void>(), Promise.withResolvers<{ receipt: string }>()];
  w.deliver({
    channels: {
      sms: { concurrency: 3, timeout: 30_000, prepare: () => Promise.resolve({ send: () => released.promise }) },
      mail: {
        concurrency: 3,
        timeout: 30_000,
        prepare: () =>
          Promise.resolve({
            send: () => {
              sent.resolve();
              return Promise.resolve({ receipt: "taken" });
            },
          }),
      },
    },
  });
  await sent.promise;
  released.resolve({ receipt: "taken" });
});
