import { randomBytes } from "node:crypto";
import { type SmtpSink, smtpSink } from "../gateways/mail/smtp_sink.ts";
import { type DemoFile, discard, readDemo, type RunningApp, startApp, type StartOptions } from "./app.ts";
import { type EventStoreDbServer, startEventStoreDb } from "./eventstoredb/start.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";

/** The production shape on this machine: protocol server, durable Postgres, mail server, and processes on them. */
export interface Production {
  log: EventStoreDbServer;
  postgres: TestPostgres;
  mail: SmtpSink;
  env: Record<string, string>;
  /**
   * One process with these roles, each with a DATA_DIR of its own, and no more rights than the task for its role gives. The
   * first one seeds the demo.
   */
  start(roles: string, options?: Pick<StartOptions, "env" | "runtimeArgs">): Promise<RunningApp>;
  demo(): DemoFile;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the servers; `await using production = await startProduction()` ends them and every process. */
export async function startProduction(env: Record<string, string> = {}): Promise<Production> {
  const [log, postgres, mail] = await Promise.all([
    startEventStoreDb(),
    startPostgres({ durable: true }),
    smtpSink(),
  ]);
  const everyone: Record<string, string> = {
    APP_ENV: "production",
    BASE_URL: "https://events.example.org",
    EVENTSTOREDB_URL: log.url,
    DATABASE_URL: postgres.url,
    MASTER_KEY: randomBytes(32).toString("hex"),
    SMTP_URL: mail.url,
    MAIL_FROM: "events@example.org",
    ...env,
  };
  const apps: RunningApp[] = [];
  let demo: DemoFile | null = null;
  return {
    log,
    postgres,
    mail,
    env: everyone,
    async start(roles, { env, runtimeArgs } = {}) {
      const options = { env: { ...everyone, ...env }, runtimeArgs, args: ["--roles", roles] };
      const dataDir = await Deno.makeTempDir({ prefix: "webinars-" });
      // what is preloaded is the test's own, and not bound by what the product may
      const permissions = runtimeArgs ? undefined : await permissionsOf(`start:${roles}`, dataDir);
      const app = await startApp({ ...options, dataDir, permissions, demo: demo === null });
      apps.push(app);
      demo ??= await readDemo(app);
      return app;
    },
    demo() {
      if (!demo) throw new Error("nothing was started yet");
      return demo;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(apps.map(async (app) => {
        await app.kill9(); // frozen or not
        await discard(app.dataDir);
      }));
      await mail.close();
      await Promise.all([log.stop(), postgres.stop()]);
    },
  };
}

/** What a task of deno.json lets Deno do; undefined for roles that have no task of their own. */
async function permissionsOf(task: string, dataDir: string): Promise<string[] | undefined> {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
  const command: string | undefined = tasks[task];
  return command?.replaceAll("$DATA_DIR", dataDir).split(" ").filter((word) => /^--(allow-|no-prompt)/.test(word));
}
