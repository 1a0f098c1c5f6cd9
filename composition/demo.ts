import { join } from "node:path";
import { appointOperator } from "../commands/appoint_operator.ts";
import { createEvent, type NewEvent } from "../commands/create_event.ts";
import type { Caller } from "../commands/deps.ts";
import { inviteMember } from "../commands/invite_member.ts";
import { issueApiKey } from "../commands/issue_api_key.ts";
import { joinStudio } from "../commands/join_studio.ts";
import { newStudioId, openStudio } from "../commands/open_studio.ts";
import { publishEvent } from "../commands/publish_event.ts";
import { register } from "../commands/register.ts";
import { eventStream } from "../commands/streams.ts";
import { Rejected } from "../domain/decider.ts";
import type { EventId, UserId } from "../domain/ids.ts";
import type { Role } from "../domain/studio/events.ts";
import { uuidv5 } from "../domain/uuid.ts";
import { isOver } from "../domain/virtual_event/state.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import { eventPath } from "../web/links.ts";
import { challenge, masterclass, registrants, studio, webinar } from "./demo_data.ts";
import type { Running } from "./start.ts";

/** What `DATA_DIR/demo.json` holds for those who come after. */
export interface DemoFile {
  url: string;
  apiKey: string;
  event: { id: string; publicUrl: string };
  users: { role: string; email: string; password: string }[];
}

/** Every id comes from these words, so seeding that was interrupted goes on where it was, and done twice it is done once. */
const id = (...words: (string | number)[]) => uuidv5("demo", ...words);

/**
 * Fills an installation that the demo began, where that has not been done, and writes `demo.json`.
 * @throws {TypeError} on an installation that is not the demo's
 */
export async function seedDemo({ core, application }: Running, url: string): Promise<DemoFile> {
  if (!core.demo) {
    throw new TypeError(
      `${core.config.dataDir} holds data of its own: run \`deno task start\`, or set another DATA_DIR`,
    );
  }
  const { commands, directory, vault } = core;
  const passwordOf = (role: string) => vault.derivedSecret(`demo password ${role}`).slice(0, 16);
  const accounts = (["owner", "associate", "auditor", "analyst", "operator"] as const).map((role) => ({
    role,
    userId: id("user", role) as UserId,
    email: `${role}@demo.example`,
    password: passwordOf(role),
    name: studio.people[role],
  }));
  for (const { userId, ...account } of accounts) {
    if (!await application.auth.userByEmail(account.email)) {
      await application.auth.createUser({ id: userId, ...account });
    }
  }
  const studioId = newStudioId(id("studio"));
  const callerAs = (role: Role, commandId: string): Caller => ({
    actor: `user:${id("user", role)}`,
    studioId,
    userId: id("user", role) as UserId,
    role,
    commandId,
    correlationId: commandId,
  });
  const owner = (...words: (string | number)[]) => callerAs("owner", id(...words));

  const { people: _, ...settings } = studio;
  const [{ userId, name, email }] = accounts as [typeof accounts[0]];
  await openStudio(commands, owner("studio"), { ...settings, owner: { userId, name, email } });
  for (const member of accounts) {
    if (member.role === "owner" || member.role === "operator") continue;
    await once(async () => {
      const { email, role, name } = member as typeof member & { role: Role };
      const { invitationId, token } = await inviteMember(commands, owner("invite", role), { email, role });
      await joinStudio(commands, callerAs(role, id("join", role)), { invitationId, token, name, email });
    });
  }
  const { position } = await appointOperator(commands, owner("operator"), id("user", "operator") as UserId);
  await directory.reached(position);
  const { key } = await issueApiKey(commands, owner("key"), { name: "Demo", scopes: ["read", "write", "personal"] });

  const shown = await upcomingEvent();
  const full = await published("challenge", challenge(now()));
  for (const [n, registrant] of registrants.entries()) {
    await once(() =>
      register(commands, { ...owner("registration", n), actor: "visitor" }, {
        eventId: full.eventId,
        registrant,
        language: "es",
        timeZone: "Europe/Madrid",
        source: n % 3 === 0 ? "newsletter" : "direct",
        consents: { terms: true, privacy: true, marketing: n % 2 === 0 },
        via: "form",
      })
    );
  }
  await createEvent(commands, owner("masterclass"), masterclass(now()));

  const demo: DemoFile = {
    url,
    apiKey: key,
    event: { id: shown.eventId, publicUrl: url + eventPath(studio.address, shown.slug) },
    users: accounts.map(({ role, email, password }) => ({ role, email, password })),
  };
  // whoever is told of a page finds it
  await application.caughtUp(await core.log.head(), 10_000);
  await Deno.writeTextFile(join(core.config.dataDir, "demo.json"), JSON.stringify(demo, null, 2) + "\n", {
    mode: 0o600,
  });
  return demo;

  function now(): Temporal.ZonedDateTime {
    return Temporal.Instant.from(commands.now()).toZonedDateTimeISO(studio.timeZone);
  }

  /** The newest demo webinar, or the next one when its last date is over. */
  async function upcomingEvent(): Promise<{ eventId: EventId; slug: string }> {
    for (let n = 0;; n++) {
      const eventId = uuidv5(id("webinar", n), "event") as EventId;
      const state = await core.handle.stateOf(virtualEvent, eventStream(eventId));
      if (state.lifecycle === "none") return await published(`webinar ${n}`, webinar(now()), id("webinar", n));
      if (state.lifecycle === "draft") await publishEvent(commands, owner("webinar", n, "publish"), eventId);
      if (state.lifecycle !== "cancelled" && !isOver(state, commands.now())) {
        return { eventId, slug: state.details.slug };
      }
    }
  }

  async function published(word: string, event: NewEvent, commandId = id(word)) {
    const created = await createEvent(commands, callerAs("owner", commandId), event);
    await once(() => publishEvent(commands, owner(word, "publish"), created.eventId));
    return created;
  }
}

/** What an earlier run has done already is refused by a rule, or was decided under the same id: both are fine. */
async function once(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
}
