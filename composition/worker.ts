import { foldStream, skips } from "../domain/analysis/skips.ts";
import type { Position } from "../event_store/port.ts";
import { runSealer } from "../event_store/seals/sealer.ts";
import { mailboxMail } from "../gateways/mail/mailbox.ts";
import type { MailGateway } from "../gateways/mail/port.ts";
import { smtpMail } from "../gateways/mail/smtp.ts";
import { projections } from "../projections/all.ts";
import { openBulks, plannedEvents } from "../projections/queries.ts";
import { dropPrevious } from "../projections/runtime/switching.ts";
import { eraseTraces, vacuumErased } from "../projections/runtime/traces.ts";
import { untilShown } from "../projections/runtime/shown.ts";
import { type Role, startWorker } from "../projections/runtime/worker.ts";
import { reactors as definitions } from "../reactors/all.ts";
import { bulkRole } from "../reactors/bulk_role.ts";
import { wallClockRole } from "../reactors/wall_clock_role.ts";
import { issuers } from "../reactors/issuers.ts";
import { accountSender } from "../reactors/mails/account_sender.ts";
import { recordTest, refuseTracking, tokenName } from "../commands/tracking.ts";
import { sendAll } from "../gateways/conversions/batch.ts";
import { conversionPlatforms } from "../gateways/conversions/platforms.ts";
import { conversionChannel, type ConversionChannelOptions } from "../reactors/conversions/channel.ts";
import { addressIn, mailChannel } from "../reactors/mails/mail_channel.ts";
import type { PrepareOptions } from "../reactors/mails/prepare.ts";
import { factAt } from "../reactors/runtime/facts.ts";
import { createReactors, type Reactors } from "../reactors/runtime/role.ts";
import { noticeChannel } from "../reactors/notice_channel.ts";
import { smsChannel } from "../reactors/sms/sms_channel.ts";
import { mailboxSms } from "../gateways/sms/mailbox.ts";
import { twilioSms } from "../gateways/sms/twilio.ts";
import { switchTexts, textsStopped, type Whose } from "../commands/texts.ts";
import type { PersonId, StudioId } from "../domain/ids.ts";
import { removePictures } from "./erased_pictures.ts";
import { vaultChannel } from "../reactors/vault_channel.ts";
import { absentCaller } from "../web/caller.ts";
import { mailLinks } from "../web/links.ts";
import { eventPages, publicPages } from "./public_pages.ts";
import { trustedPost } from "../gateways/outgoing/trusted_post.ts";
import { measuredChannel, tracedFold } from "../operations/measured.ts";
import type { FoldSpec } from "../projections/runtime/fold.ts";
import { alertChannel } from "../reactors/alert_channel.ts";
import type { Channels } from "../reactors/runtime/channel.ts";
import type { Core } from "./core.ts";
import { limitedChannel } from "./limits.ts";
import { openedUrl } from "./opens.ts";
import type { Operations } from "./operations.ts";
import { logLine } from "./log_line.ts";
import { openWebhooks } from "./webhooks.ts";
import { reportsFrom } from "./reports.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** What makes the outside happen: reactors with their channels. */
export interface ReactorParts extends Reactors {
  close(): Promise<void>;
}

/** Where mails of an installation without a mail server seem to come from. */
const MAILBOX_SENDER = "events@localhost";

/** The reactors over their gateways. `baseUrl` is asked at each mail. */
export function openReactors(core: Core, readModels: ReadModelAccess, baseUrl: () => string): ReactorParts {
  const { config, vault, handle } = core;
  const gateway = openMail(core);
  const reactors = createReactors({
    reactors: definitions,
    db: readModels.pool,
    handle,
    channels: measured(core, {
      mail: limitedChannel(
        "mail",
        mailChannel({
          ...mailSources(core, readModels, baseUrl),
          gateway,
          opened: (studioId, deliveryId) => openedUrl(core, baseUrl, studioId, deliveryId),
          ...(config.smtp ? { concurrency: mailsAtATime(config.smtp) } : {}),
        }),
        core,
        readModels,
      ),
      conversions: conversionChannel(conversionOptions(core, readModels, baseUrl)),
      webhooks: openWebhooks(core, readModels, baseUrl),
      notice: noticeChannel({
        db: readModels.pool,
        gateway,
        factAt: factAt(core.log, core.codec),
        baseUrl,
        from: addressIn(config.smtp?.from ?? MAILBOX_SENDER),
        host: hostOf(config.baseUrl),
      }),
      sms: limitedChannel(
        "sms",
        smsChannel({
          ...mailSources(core, readModels, baseUrl),
          gateway: config.sms ? twilioSms(config.sms) : mailboxSms(vault.mailbox),
          // a provider refuses an address on this machine
          reportTo: (id) => config.sms && config.baseUrl ? `${config.baseUrl}/webhooks/sms/${id}` : null,
          stopped: (personId) => textsStopped(core.commands, personId as PersonId),
          stop: (studioId, personId) =>
            switchTexts(core.commands, { studioId, personId } as Whose, { type: "StopTexts", cause: "provider" }),
        }),
        core,
        readModels,
      ),
      vault: vaultChannel({
        vault,
        removePictures: (whose) => removePictures(core, readModels, whose),
        cleanUp: () => cleanUp(core, readModels),
      }),
      alert: alertChannel({
        ...config.alerts,
        gateway,
        from: config.smtp?.from ?? MAILBOX_SENDER,
        host: hostOf(config.baseUrl),
        baseUrl,
        post: trustedPost,
      }),
    }),
    issuers,
    watch: readModels.watch,
    // the one process that owns an embedded log knows that whoever attempted before it opened it is dead
    gone: config.stores.kind === "embedded" ? core.openedAt : undefined,
    report: ({ what, error }) => logLine("warning", what, { error }),
  });
  return { ...reactors, close: () => gateway.close() };
}

/** What mails are made of, for whoever sends or shows them. */
export function mailSources(
  core: Core,
  readModels: ReadModelAccess,
  baseUrl: () => string,
): PrepareOptions {
  const { config, vault, log, codec } = core;
  return {
    db: readModels.pool,
    factAt: factAt(log, codec),
    links: mailLinks(baseUrl, publicPages(core, baseUrl), vault),
    reports: reportsFrom(readModels.db),
    from: addressIn(config.smtp?.from ?? MAILBOX_SENDER),
    host: hostOf(config.baseUrl),
  };
}

/** The way to the outside that is configured. */
export function openMail({ config, vault }: Core): MailGateway {
  if (!config.smtp) return mailboxMail(vault.mailbox);
  const { url, connections, perSecond } = config.smtp;
  return smtpMail({ url, connections, perSecond, dkim: config.dkim });
}

/** While some wait for the mail server, others are read and written down; but none so long for its turn that it is given up. */
function mailsAtATime({ connections, perSecond }: NonNullable<Core["config"]["smtp"]>): number {
  return Math.min(3 * connections, (perSecond ?? Infinity) * 10);
}

function measured({ metrics }: Core, channels: Channels): Channels {
  return Object.fromEntries(
    Object.entries(channels).map(([name, spec]) => [name, measuredChannel(name, spec, metrics)]),
  );
}

/** What conversions are made and sent with. */
export function conversionOptions(
  core: Core,
  readModels: ReadModelAccess,
  baseUrl: () => string,
): ConversionChannelOptions {
  const { config, vault, log, codec, commands } = core;
  return {
    db: readModels.pool,
    factAt: factAt(log, codec),
    platforms: conversionPlatforms(config.platforms),
    sendAll,
    tokenOf: (studioId, trackingId) => vault.secrets.get(studioId, tokenName(trackingId)),
    eventUrl: eventPages(core, baseUrl),
    baseUrl,
    refuse: (studioId, trackingId) => refuseTracking(commands, studioId, trackingId),
    tested: (studioId, trackingId, test) => recordTest(commands, studioId, trackingId, test),
  };
}

/** What mails secrets about accounts, from any process; opens its connection when it is needed. */
export function accountMails(core: Core): ReturnType<typeof accountSender> {
  const { config } = core;
  return async (mail) => {
    const gateway = openMail(core);
    const from = config.smtp?.from ?? MAILBOX_SENDER;
    try {
      await accountSender({ gateway, from, host: hostOf(config.baseUrl), product: "Webinars" })(mail);
    } finally {
      await gateway.close();
    }
  };
}

/** Stays what it is over restarts, whatever the port: Message-IDs and calendar entries carry it. */
function hostOf(baseUrl: string | null): string {
  return baseUrl ? new URL(baseUrl).hostname : "localhost";
}

/** Files of the read models still hold what was erased until they are rewritten. */
async function cleanUp({ config, log }: Core, { pool }: ReadModelAccess): Promise<void> {
  const erased = { folds: projections, position: await log.head() };
  if (config.stores.kind === "embedded") return await eraseTraces(pool, erased);
  await dropPrevious(pool, projections.map(({ name }) => name));
  // in the background: of large tables it takes longer than a delivery may
  vacuumErased(pool, erased).catch((error) =>
    logLine("warning", "rows that were erased stay in the database's files until it cleans up by itself", { error })
  );
}

/** Stands for election as the one active worker: folds, reactors, sealer. */
export function openWorker(core: Core, readModels: ReadModelAccess, reactors: ReactorParts, operations: Operations) {
  const { config, log, codec } = core;
  return startWorker({
    connection: readModels.connection,
    store: log,
    decode: (events) => codec.decodePage(events),
    folds: [...projections, ...reactors.folds].map((fold) => tracedFold(fold as FoldSpec)),
    switching: config.projectionSwitch,
    skipped: skippedBy(core),
    isBusy: () => core.traffic.busy(),
    roles: [
      reactors.role,
      sealer(core, readModels),
      bulks(core, readModels),
      wallClocks(core, readModels),
      ...operations.roles,
    ],
    log: ({ what, fold, error }) => logLine("warning", what, { fold, error }),
    onLeading(leading) {
      operations.presence.leads(leading);
      logLine("info", leading ? "this process is the active worker" : "this process stands by");
    },
  });
}

/** The events that a fold goes on without: decisions, so they are read from the log. */
export function skippedBy({ handle }: Core): (spec: { name: string; version: number }) => Promise<ReadonlySet<string>> {
  return async ({ name, version }) => {
    const decided = await handle.stateOf(skips, foldStream(name));
    return new Set(decided.filter((skip) => skip.version === version).map(({ eventId }) => eventId));
  };
}

function wallClocks({ commands }: Core, { db }: ReadModelAccess): Role {
  return wallClockRole({ planned: (after) => plannedEvents(db, { after, now: commands.now() }), commands });
}

function bulks({ commands, directory }: Core, { db, pool, watch }: ReadModelAccess): Role {
  return bulkRole({
    async open() {
      await untilShown(pool, ["bulk_actions"], { timeoutMs: Infinity });
      return await openBulks(db);
    },
    commands,
    subscribe: (listener) => watch.subscribe(listener),
    callerOf: ({ actor, studioId, correlationId }) =>
      absentCaller(
        directory,
        { actor, studioId: studioId as StudioId, correlationId: correlationId ?? commands.newId() },
        commands.now(),
      ),
  });
}

function sealer({ log, vault, commands }: Core, { pool }: ReadModelAccess): Role {
  return {
    name: "sealer",
    async run(signal) {
      await pool.query("create schema if not exists sealer");
      await pool.query(
        "create table if not exists sealer.checkpoint (one int primary key default 1, position numeric)",
      );
      await runSealer({
        store: log,
        signing: vault.signing,
        now: commands.now,
        signal,
        checkpoint: checkpointIn(pool),
      });
    },
  };
}

function checkpointIn(pool: ReadModelAccess["pool"]) {
  return {
    async load(): Promise<Position | null> {
      const { rows } = await pool.query("select position::text from sealer.checkpoint");
      return rows[0] ? BigInt(rows[0].position) : null;
    },
    async save(position: Position): Promise<void> {
      await pool.query(
        "insert into sealer.checkpoint (position) values ($1) on conflict (one) do update set position = excluded.position",
        [String(position)],
      );
    },
  };
}
