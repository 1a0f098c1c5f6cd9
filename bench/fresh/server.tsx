/** One of the servers that are compared; prints its port. `server.tsx ours` or `server.tsx other`. */
import { Hono } from "hono";
import { render } from "preact-render-to-string";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { Counter } from "./islands/Counter.tsx";
import { DATA, ListPage } from "./page.tsx";

async function ours(): Promise<Deno.ServeHandler> {
  const app = new App().use(staticFiles())
    .get("/json", (ctx) => ctx.json(DATA))
    .route("/list", { component: () => <ListPage /> })
    .route("/island", {
      component: () => (
        <ListPage>
          <Counter start={3} />
        </ListPage>
      ),
    });
  const builder = new Builder({ root: import.meta.dirname, routeDir: "none", staticDir: "none" });
  (await builder.build({ snapshot: "memory" }))(app);
  return app.handler();
}

function other(): Deno.ServeHandler {
  const app = new Hono()
    .get("/json", (ctx) => ctx.json(DATA))
    .get("/list", (ctx) => ctx.html(`<!DOCTYPE html>${render(<ListPage />)}`))
    .get("/island", (ctx) =>
      ctx.html(`<!DOCTYPE html>${
        render(
          <ListPage>
            <Counter start={3} />
          </ListPage>,
        )
      }`));
  return app.fetch;
}

const handler = Deno.args[0] === "ours" ? await ours() : other();
Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(port) }, handler);
