import { studioStream } from "../commands/streams.ts";
import type { StudioId } from "../domain/ids.ts";
import { studio } from "../domain/studio/studio.ts";
import { usageOf } from "../projections/studio_usage.ts";
import type { ChannelSpec } from "../reactors/runtime/channel.ts";
import type { Core } from "./core.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** Which limit holds for which way out. */
const daily = { mail: "mailsADay", sms: "smsADay" } as const;

/**
 * A channel that sends no more for a studio in a UTC day than it may: the rest waits until the next. What is sent is counted
 * here, for one process sends at a time; the day begins with what the read model knows.
 */
export function limitedChannel(
  channel: keyof typeof daily,
  spec: ChannelSpec,
  { handle, commands }: Pick<Core, "handle" | "commands">,
  { db }: Pick<ReadModelAccess, "db">,
): ChannelSpec {
  let date = "";
  let sent = new Map<string, Promise<{ count: number }>>();

  function countOf(studioId: string, today: string): Promise<{ count: number }> {
    if (today !== date) {
      date = today;
      sent = new Map();
    }
    const found = sent.get(studioId) ??
      usageOf(db, today, studioId).then(([used]) => ({ count: used?.today[channel] ?? 0 }));
    sent.set(studioId, found);
    found.catch(() => sent.delete(studioId));
    return found;
  }

  return {
    ...spec,
    async prepare(row) {
      if (row.studio_id === null || row.attempt > 0) return await spec.prepare(row);
      const state = await handle.stateOf(studio, studioStream(row.studio_id as StudioId));
      const most = state.lifecycle === "open" ? state.limits[daily[channel]] : null;
      if (most === null) return await spec.prepare(row);
      const today = commands.now().slice(0, 10);
      const counted = await countOf(row.studio_id, today);
      if (counted.count >= most) return { wait: { reason: `${daily[channel]} ${most}`, until: nextDay(today) } };
      counted.count++; // before the call, so that many at once do not all slip through
      const ready = await spec.prepare(row);
      if (!("send" in ready)) counted.count--;
      return ready;
    },
  };
}

function nextDay(date: string): string {
  return `${Temporal.PlainDate.from(date).add({ days: 1 })}T00:00:00.000Z`;
}
