import { openHistory } from "./history_writer.ts";

/** A history in a data directory, for the product to be started on. */
export interface Seeded {
  /** Domain events in the log. */
  events: number;
  /** API key of the studio's owner. */
  key: string;
  /** The event with the crowd, a month ahead: its id and the path of its page. */
  crowd: { id: string; path: string; registrations: number };
}

const DAY = 86_400_000;
/** How long the studio has existed. */
const AGE = 200 * DAY;
const PER_EVENT = 100;
const EVENTS_AT_ONCE = 20;
/** Each registration is asked for, confirmed, and its mail attempted and sent. */
const FACTS_EACH = 4;

/**
 * Fills an empty data directory with {@link written} history. One that another benchmark of the same run has had written
 * (`BENCH_SEEDS` says where such are kept) is copied: writing a million events takes minutes.
 */
export async function seedHistory(dataDir: string, events: number): Promise<Seeded> {
  const kept = Deno.env.get("BENCH_SEEDS");
  if (!kept) return await written(dataDir, events);
  const place = `${kept}/${events}`;
  const isThere = await Deno.stat(`${place}/${SEEDED}`).then(() => true, () => false);
  if (!isThere) {
    await Deno.remove(place, { recursive: true }).catch(() => {});
    await Deno.mkdir(place, { recursive: true });
    await Deno.writeTextFile(`${place}/${SEEDED}`, JSON.stringify(await written(place, events)));
  }
  for await (const { name, isFile } of Deno.readDir(place)) {
    if (isFile && name !== SEEDED) await Deno.copyFile(`${place}/${name}`, `${dataDir}/${name}`);
  }
  return JSON.parse(await Deno.readTextFile(`${place}/${SEEDED}`));
}

/** The same, where the reactors were there from the beginning: their mails are planned by them, and most of them were sent. */
export async function seedActing(dataDir: string, events: number): Promise<Seeded> {
  return await written(dataDir, events, { reactorsFirst: true });
}

const SEEDED = "seeded.json";

/**
 * Writes about `events` domain events into an empty data directory: a studio with one event of 100,000 registrations (of a
 * tenth of all domain events, when those are fewer) among many of a hundred, with their mails; before the reactors begin, so
 * that nobody is written to, unless they came first. Real commands open the studio and the events; their facts and the registrations' go
 * through the codec, with everybody's key in the vault.
 */
async function written(dataDir: string, events: number, options: { reactorsFirst?: boolean } = {}): Promise<Seeded> {
  const begun = Date.now() - AGE;
  const history = await openHistory({ DATA_DIR: dataDir }, begun, options);
  const crowdSize = Math.min(100_000, Math.floor(events / 10));
  const smaller = Math.ceil((events - FACTS_EACH * crowdSize) / (FACTS_EACH * PER_EVENT + 6));
  await history.meet(crowdSize);
  const crowd = await history.published("Webinar de todos", AGE + 30 * DAY);
  const crowdEach = Math.ceil(crowdSize / smaller);
  let asked = 0;
  for (let n = 0; n < smaller; n += EVENTS_AT_ONCE) {
    history.at(Math.floor(begun + n / smaller * (AGE - 10 * DAY)));
    const count = Math.min(EVENTS_AT_ONCE, smaller - n);
    const made = await Promise.all(
      Array.from({ length: count }, (_, i) => history.published(`Webinar ${n + i}`, 14 * DAY)),
    );
    for (const [i, event] of made.entries()) {
      const from = (n + i) * 7_919 % crowdSize;
      const whom = (k: number) => (from + k) % crowdSize;
      await history.fill(event, { count: PER_EVENT, whom, someCancel: true, mails: true });
      const more = Math.min(crowdEach, crowdSize - asked);
      const first = asked;
      // of an event that is still to come: who cancels it hears so, if there is a reactor to say it
      const someCancel = options.reactorsFirst ?? false;
      if (more > 0) await history.fill(crowd, { count: more, first, whom: (k) => first + k, mails: true, someCancel });
      asked += more;
    }
  }
  const head = await history.written();
  await history.close();
  const path = `${history.path}/webinars/${crowd.slug}`;
  return { events: head, key: history.key, crowd: { id: crowd.eventId, path, registrations: crowdSize } };
}
