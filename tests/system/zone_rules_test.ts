import assert from "node:assert/strict";
import { createEvent } from "../../commands/create_event.ts";
import type { Caller } from "../../commands/deps.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { publishEvent } from "../../commands/publish_event.ts";
import { openCore } from "../../composition/core.ts";
import { openStores } from "../../composition/stores.ts";
import { readConfig } from "../../config.ts";
import type { UserId } from "../../domain/ids.ts";
import { discard, eventually, startApp } from "../support/app.ts";

/** A date in the next but one July, which in Mexico was summer time until 2022. */
const local = `${new Date().getUTCFullYear() + 2}-07-01T19:00`;
const day = local.slice(0, 10);

/** An installation whose event was planned while Mexico still had summer time; where its calendar file is. */
async function plannedLongAgo(dataDir: string): Promise<string> {
  const config = readConfig({ DATA_DIR: dataDir });
  const core = await openCore(config, await openStores(config));
  const owner = crypto.randomUUID() as UserId;
  const as = (): Caller => {
    const commandId = crypto.randomUUID();
    const studioId = newStudioId(owner);
    return { actor: `user:${owner}`, studioId, userId: owner, role: "owner", commandId, correlationId: commandId };
  };
  const timeZone = "America/Mexico_City";
  await openStudio(core.commands, { ...as(), commandId: owner }, {
    name: "Studio",
    address: "studio",
    language: "en",
    timeZone,
    currency: "MXN",
    owner: { userId: owner, name: "Ada", email: "ada@example.com" },
  });
  const { eventId, slug } = await createEvent(core.commands, as(), {
    title: "Seven in the evening",
    description: "-",
    type: "webinar",
    language: "en",
    access: "free",
    price: null,
    companyRequired: false,
    timeZone,
    dates: [{ startsAtLocal: local, durationMinutes: 60 }],
    capacity: null,
    waitlist: true,
    registrationOpensAt: null,
    registrationClosesAt: null,
  });
  await publishEvent(core.commands, as(), eventId);
  const facts = [];
  for await (const fact of core.log.read(`event-${eventId}`)) facts.push(fact);
  const [created] = facts;
  const { dates } = created!.data as { dates: Record<string, unknown>[] };
  const fact = {
    id: crypto.randomUUID(),
    type: "EventRescheduled",
    data: { eventId, timeZone, dates: [{ ...dates[0], startsAt: new Date(`${day}T24:00:00.000Z`).toISOString() }] },
    metadata: { ...created!.metadata as Record<string, unknown>, commandId: crypto.randomUUID() },
  };
  await core.log.append(`event-${eventId}`, [fact as never], facts.length - 1);
  await core.close();
  return `/s/studio/webinars/${slug}/calendar.ics`;
}

Deno.test("an event whose zone has got other rules since it was published begins at the hour that was chosen", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "zone-rules-" });
  const path = await plannedLongAgo(dataDir);
  const app = await startApp({ dataDir });
  try {
    const wall = `${local.replaceAll(/[-:]/g, "")}00`;
    const file = await eventually("the hour that was chosen", async () => {
      const text = await (await fetch(app.url + path)).text();
      return text.includes(`DTSTART;TZID=America/Mexico_City:${wall}`) && text;
    }, 60_000);
    assert.match(file, /SEQUENCE:[1-9]/);
  } finally {
    await app.stop();
    await discard(dataDir);
  }
});
