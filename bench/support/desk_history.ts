import { openHistory } from "./history_writer.ts";

/** A studio with many events and very many registrations, for its dashboard to be measured on. */
export interface DeskHistory {
  events: number;
  registrations: number;
  key: string;
  cookie: string;
  /** The event with the crowd. */
  crowd: { id: string; registrations: number };
  /** A past-less one whose people are cancelled all at once. */
  doomed: { id: string; registrations: number };
  /** The one that was written last: when all of it is shown, everything is. */
  last: { id: string; registrations: number };
}

const DAY = 86_400_000;
const AGE = 200 * DAY;
const EVENTS_AT_ONCE = 10;
const CROWD = 100_000;

/**
 * Writes `registrations` registrations of `events` events: one event has `crowd` of them (100,000, but no more than a third),
 * one `doomed`, the others the same.
 */
export async function seedDesk(
  env: Record<string, string>,
  sizes: { events: number; registrations: number; doomed: number; crowd?: number | undefined },
  open?: NonNullable<Parameters<typeof openHistory>[2]>["open"],
): Promise<DeskHistory> {
  const { events, registrations } = sizes;
  const begun = Date.now() - AGE;
  const history = await openHistory(env, begun, { open });
  const crowdSize = sizes.crowd ?? Math.min(CROWD, Math.floor(registrations / 3));
  const rest = events - 3;
  const each = Math.floor((registrations - crowdSize - sizes.doomed) / (rest + 1));
  await history.meet(Math.max(crowdSize, sizes.doomed));
  const crowd = await history.published("Webinar de todos", AGE + 30 * DAY);
  const doomed = await history.published("Webinar que no será", AGE + 40 * DAY);
  await history.fill(crowd, { count: crowdSize, whom: (k) => k, someCancel: true });
  await history.fill(doomed, { count: sizes.doomed, whom: (k) => k });
  for (let n = 0; n < rest; n += EVENTS_AT_ONCE) {
    history.at(Math.floor(begun + n / rest * (AGE - 10 * DAY)));
    // every third is still to come
    await Promise.all(
      Array.from({ length: Math.min(EVENTS_AT_ONCE, rest - n) }, async (_, i) => {
        const event = await history.published(`Webinar ${n + i}`, i % 3 === 0 ? AGE + 20 * DAY : 5 * DAY);
        const from = (n + i) * 7_919 % crowdSize;
        await history.fill(event, { count: each, whom: (k) => (from + k) % crowdSize, someCancel: true });
      }),
    );
  }
  const last = await history.published("El último", 5 * DAY);
  await history.fill(last, { count: each, whom: (k) => k });
  await history.close();
  return {
    events,
    registrations: crowdSize + sizes.doomed + each * (rest + 1),
    key: history.key,
    cookie: history.cookie,
    crowd: { id: crowd.eventId, registrations: crowdSize },
    doomed: { id: doomed.eventId, registrations: sizes.doomed },
    last: { id: last.eventId, registrations: each },
  };
}
