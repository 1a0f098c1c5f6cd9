import type { Hono } from "hono";
import type { Application } from "../web/application.ts";
import { openApiDocument } from "./openapi.ts";

/** The document at `{prefix}/openapi.json`; open to everybody. */
// deno-lint-ignore no-explicit-any -- the server's own environment
export function documentation(server: Hono<any>, prefix: string): void {
  server.get(`${prefix}/openapi.json`, (c) => {
    const { app } = c.env as { app: Application };
    c.header("Access-Control-Allow-Origin", "*");
    return c.json(openApiDocument(app.baseUrl));
  });
}
