import { createHash } from "node:crypto";
import { createDocuments } from "../media/documents.ts";
import { createPictures } from "../media/pictures.ts";
import { analysis, analysisStream } from "../domain/analysis/analysis.ts";
import { recordVisits } from "../commands/record_visits.ts";
import type { StudioId } from "../domain/ids.ts";
import { createStudioConsole } from "../projections/analysis/studio_console.ts";
import type { DecodePage } from "../projections/runtime/page.ts";
import { reactors } from "../reactors/all.ts";
import { dryRun } from "../reactors/dry_run.ts";
import { createPlans } from "../reactors/plans.ts";
import { skippedBy } from "./worker.ts";
import type { FoldControl } from "../projections/runtime/control.ts";
import type { Application } from "../web/application.ts";
import { createChanges } from "../web/changes.ts";
import { createAuth } from "../web/identity/auth.ts";
import { createKeyUse } from "../web/key_use.ts";
import { createRateLimit } from "../web/rate_limit.ts";
import { conversionPlatforms } from "../gateways/conversions/platforms.ts";
import { createVisits } from "../web/visits.ts";
import { createMailings } from "../reactors/mailings.ts";
import { createTimelines } from "../reactors/timeline.ts";
import { createMessageDesk } from "../reactors/mails/message_desk.ts";
import { webhookPayload } from "../reactors/webhooks/channel.ts";
import { payloadOf } from "../reactors/conversions/channel.ts";
import { openMedia } from "./media.ts";
import { accountMails, conversionOptions, mailSources, openMail } from "./worker.ts";
import { webhookOptions } from "./webhooks.ts";
import type { Core } from "./core.ts";
import type { Operations } from "./operations.ts";
import { readiness } from "./health.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** What routes and the API get to see of the running product. */
export async function createApplication(
  core: Core,
  readModels: ReadModelAccess,
  folds: FoldControl,
  operations: Operations,
  baseUrl: string,
): Promise<Application> {
  const { config, log, vault, codec, commands, directory } = core;
  const { db, watch } = readModels;
  const auth = createAuth({ vault, baseUrl });
  await auth.migrate();
  const sendAccountMail = accountMails(core);
  const processId = commands.newId();
  const changes = createChanges();
  watch.subscribe(() => changes.wake());
  const media = openMedia(config);
  const messages = createMessageDesk({
    ...mailSources(core, readModels, () => application.baseUrl),
    gateway: () => openMail(core),
  });
  const application: Application = {
    config,
    baseUrl,
    auth,
    messages,
    timelines: createTimelines(readModels.pool),
    mailings: createMailings(readModels.pool),
    sendAccountMail,
    directory,
    commands,
    store: log,
    vault,
    db,
    codec,
    caughtUp: (position, timeoutMs, folds) => watch.caughtUp(position, { timeoutMs, folds }),
    changes,
    metrics: core.metrics,
    figures: () => operations.figures(),
    readiness: () => readiness({ config, log, vault, readModels, directory }),
    projections: folds,
    reactors: reactors.map(({ name }) => name),
    plans: createPlans(readModels.pool, reactors),
    async dryRun(name, { studioId }) {
      const reactor = reactors.find((one) => one.name === name);
      const decode: DecodePage = (events) => codec.decodePage(events);
      const tools = { pool: readModels.pool, store: log, decode, skipped: skippedBy(core) };
      return reactor ? await dryRun(tools, reactor, studioId) : null;
    },
    console: createStudioConsole({
      connection: readModels.connection,
      pool: readModels.pool,
      rotationOf: async (studioId) =>
        (await core.handle.stateOf(analysis, analysisStream(studioId as StudioId))).rotation,
      loginOf: (studioId, rotation) => analystLogin(vault, studioId, rotation),
    }),
    visits: createVisits({
      record: async ({ eventId, studioId, day, visits }) => {
        const caller = { actor: "system", studioId, commandId: commands.newId(), correlationId: commands.newId() };
        await recordVisits(commands, caller, { eventId, day, process: processId, visits });
      },
      secretOf: (day) => vault.derivedSecret(`visitors ${day}`),
      now: commands.now,
    }),
    keyUse: createKeyUse(vault.secrets, commands.now),
    platforms: conversionPlatforms(config.platforms),
    pixelScripts: config.pixelScripts,
    conversionPayload: (id) => payloadOf(conversionOptions(core, readModels, () => application.baseUrl), id),
    webhookPayload: (id) => webhookPayload(webhookOptions(core, readModels, () => application.baseUrl), id),
    mayReach: async (url) => {
      await core.mayReach(url);
    },
    limits: {
      key: createRateLimit(config.apiRateLimit),
      address: createRateLimit(config.addressRateLimit),
    },
    pictures: createPictures(media),
    documents: createDocuments(media),
  };
  return application;
}

/** Follows from the master key, so that nothing of it is kept anywhere. The role's name tells nobody whose it is. */
function analystLogin(vault: Core["vault"], studioId: string, rotation: number) {
  const name = createHash("sha256").update(vault.derivedSecret(`analyst role ${studioId}`)).digest("hex");
  return {
    role: `analyst_${name.slice(0, 16)}`,
    password: vault.derivedSecret(`analyst password ${studioId} ${rotation}`),
  };
}
