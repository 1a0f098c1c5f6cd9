import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded_postgres.ts";
import { waitFor } from "./wait.ts";

/** The embedded Postgres, started again whenever it dies. Its address stays the same, so pools find it by themselves. */
export interface KeptPostgres extends Pick<EmbeddedPostgres, "connection" | "url" | "place"> {
  stop(): Promise<void>;
}

const BACKOFF = { first: 100, most: 5_000 };

/**
 * Starts it and keeps it running until stopped. After a restart with data made anew, whoever works next makes the tables and
 * folds from the beginning.
 * @throws when it cannot be started the first time
 */
export async function keepPostgres(
  options: EmbeddedOptions & { log?: (problem: { what: string; error: unknown }) => void },
): Promise<KeptPostgres> {
  const stopping = new AbortController();
  let server = await startEmbeddedPostgres(options);
  const { connection, url, place } = server;

  async function startAgain(): Promise<void> {
    for (let pause = BACKOFF.first; !stopping.signal.aborted; pause = Math.min(pause * 2, BACKOFF.most)) {
      try {
        server = await startEmbeddedPostgres(options);
        return;
      } catch (error) {
        options.log?.({ what: "the embedded Postgres does not start again", error });
        await waitFor(pause, stopping.signal);
      }
    }
  }

  const keeping = (async () => {
    for (;;) {
      await server.ended;
      if (stopping.signal.aborted) return;
      options.log?.({ what: "the embedded Postgres died and is started again", error: null });
      await startAgain();
      if (stopping.signal.aborted) return await server.stop();
    }
  })();

  return {
    connection,
    url,
    place,
    async stop() {
      stopping.abort();
      await server.stop();
      await keeping;
    },
  };
}
