import { HttpError } from "fresh";
import { verdictOf } from "../../../../web/pages/verdict.ts";
import { countFacts, streamToVerify, verification } from "../../../../web/pages/proof.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

/** Verifies while it tells how far it is, as server-sent events: `{ done, total }` now and then, `{ verdict }` at the end. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { app, locale } = state;
    const { id: studioId } = workplaceOf(state);
    const stream = await streamToVerify(app, studioId, url.searchParams.get("stream"));
    if (stream === "unknown") throw new HttpError(404);
    const total = await countFacts(app, studioId);
    const encoder = new TextEncoder();
    let told = 0;
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        let open = true;
        const say = (message: object) => {
          if (open && app.changes.closing.aborted) open = false;
          try {
            if (open) controller.enqueue(encoder.encode(`data: ${JSON.stringify(message)}\n\n`));
          } catch {
            open = false; // the reader has left
          }
        };
        const verdict = await verification(app, studioId, stream, (done) => {
          if (performance.now() - told < 100) return;
          told = performance.now();
          say({ done, total });
        });
        say({ verdict: verdictOf(verdict, locale) });
        if (open) controller.close();
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
  },
});
