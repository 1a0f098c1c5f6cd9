import assert from "node:assert/strict";
import { sendAll } from "../../../gateways/conversions/batch.ts";
import { ga4Conversions } from "../../../gateways/conversions/ga4.ts";
import { googleDataManager } from "../../../gateways/conversions/google_data_manager.ts";
import { metaConversions } from "../../../gateways/conversions/meta.ts";
import type {
  Built,
  CallFailure,
  Connection,
  Conversion,
  ConversionPlatform,
} from "../../../gateways/conversions/port.ts";
import { tiktokConversions } from "../../../gateways/conversions/tiktok.ts";
import { googleServer } from "../../support/platforms/google.ts";
import { metaServer } from "../../support/platforms/meta.ts";
import type { PlatformServer, Trouble } from "../../support/platforms/server.ts";
import { tiktokServer } from "../../support/platforms/tiktok.ts";
import { conversionOf, nowIso } from "./samples.ts";

const meta = await metaServer();
const tiktok = await tiktokServer();
const google = await googleServer();
addEventListener("unload", () => void Promise.all([meta.close(), tiktok.close(), google.close()]));

interface Side {
  name: string;
  server: PlatformServer & { taken: readonly string[][] };
  platform: ConversionPlatform;
  connection: Connection;
  /** Its name of a lead. */
  lead: string;
}

const sides: Side[] = [
  {
    name: "Meta",
    server: meta,
    platform: metaConversions(meta.url),
    connection: { pixelId: meta.pixelId, token: meta.token, settings: {} },
    lead: "Lead",
  },
  {
    name: "TikTok",
    server: tiktok,
    platform: tiktokConversions(tiktok.url),
    connection: { pixelId: tiktok.pixelId, token: tiktok.token, settings: { advertiserId: tiktok.advertiserId } },
    lead: "Lead",
  },
  {
    name: "Google Ads",
    server: google,
    platform: googleDataManager(google.url, `${google.url}/token`),
    connection: {
      pixelId: google.customerId,
      token: google.grant,
      settings: { conversionActions: { Lead: "111", Purchase: "222" } },
    },
    lead: "Lead",
  },
];
const analytics: Side = {
  name: "Google Analytics",
  server: google,
  platform: ga4Conversions(google.url),
  connection: { pixelId: google.measurementId, token: google.apiSecret, settings: {} },
  lead: "generate_lead",
};

const signal = () => AbortSignal.timeout(5_000);

function built({ platform, connection }: Side, conversion: Conversion): Built {
  const made = platform.build(conversion, connection, nowIso());
  assert.ok(!("unfit" in made), JSON.stringify(made));
  return made;
}

function payloads(side: Side, count: number): Built["payload"][] {
  return Array.from({ length: count }, () => built(side, conversionOf({ name: side.lead })).payload);
}

async function failureOf(side: Side, trouble: Trouble, timeout = signal()): Promise<CallFailure> {
  side.server.misbehave(trouble);
  const [outcome] = await sendAll(side.platform, side.connection, payloads(side, 1), timeout);
  assert.ok(outcome && "failure" in outcome, `${side.name} took it in spite of ${trouble}`);
  return outcome.failure;
}

for (const side of sides) {
  Deno.test(`${side.name} takes conversions together, and each of them once`, async () => {
    const before = side.server.taken.length;
    const outcomes = await sendAll(side.platform, side.connection, payloads(side, 40), signal());
    assert.ok(outcomes.every((outcome) => !("failure" in outcome) && outcome.size === 40 && outcome.status === 200));
    assert.deepEqual(side.server.taken.slice(before).map((call) => call.length), [40]);
  });

  Deno.test(`${side.name} refuses a call for one bad conversion: the bad one is found, the others go through`, async () => {
    const before = side.server.taken.flat().length;
    const all = payloads(side, 30);
    const bad = all.map((payload, n) => n === 17 ? spoiled(payload) : payload);
    const outcomes = await sendAll(side.platform, side.connection, bad, signal());
    const failed = outcomes.flatMap((outcome, n) => "failure" in outcome ? [{ n, ...outcome }] : []);
    assert.deepEqual(failed.map(({ n, failure }) => [n, failure.failure, failure.fault]), [[17, "never", "input"]]);
    assert.equal(side.server.taken.flat().length - before, 29);
  });

  Deno.test(`${side.name}: what fails for the moment is tried again, all of it together`, async () => {
    for (const trouble of ["half", "closed", "rate_limit", "server_error", "error_in_200"] as const) {
      const { failure, fault } = await failureOf(side, trouble);
      assert.deepEqual([trouble, failure, fault], [trouble, "retry", "moment"]);
    }
  });

  Deno.test(`${side.name}: who hangs is left, who is late is waited for`, async () => {
    const { failure, status } = await failureOf(side, "hang", AbortSignal.timeout(150));
    assert.deepEqual([failure, status], ["retry", 0]);
    side.server.misbehave("late");
    const [outcome] = await sendAll(side.platform, side.connection, payloads(side, 1), signal());
    assert.ok(outcome && !("failure" in outcome));
  });

  Deno.test(`${side.name}: a dead token is the token's fault`, async () => {
    const { failure, fault } = await failureOf(side, "dead_token");
    assert.deepEqual([failure, fault], ["never", "token"]);
  });

  Deno.test(`${side.name}: the test of a connection tells good, refused and silent apart`, async () => {
    const { platform, connection, server } = side;
    assert.equal((await platform.test(connection, signal())).result, "passed");
    const wrong = connection.token.startsWith("{")
      ? connection.token.replace("refresh-token", "other-token")
      : `${connection.token}x`;
    const refused = await platform.test({ ...connection, token: wrong }, signal());
    assert.equal(refused.result, "refused");
    assert.ok(!JSON.stringify(refused).includes(wrong), "the token stands in no message");
    server.misbehave("hang", "hang");
    assert.equal((await platform.test(connection, AbortSignal.timeout(100))).result, "silent");
    server.misbehave();
  });

  Deno.test(`${side.name}: nobody to find is no conversion, and a purchase has its value`, () => {
    const { platform, connection } = side;
    const nobody = platform.build(conversionOf({ user: {} }), connection, nowIso());
    assert.deepEqual(nobody, { unfit: "no_identifier" });
    const free = platform.build(conversionOf({ name: "Purchase" }), connection, nowIso());
    assert.deepEqual(free, { unfit: "value_missing" });
  });
}

Deno.test("Google Analytics takes one conversion a call, and says nothing of a wrong secret", async () => {
  const { platform, connection, server } = analytics;
  const { payload } = built(analytics, conversionOf({ name: "generate_lead", user: { clientId: "12.34" } }));
  const before = server.taken.length;
  const [outcome] = await sendAll(platform, connection, [payload], signal());
  assert.ok(outcome && !("failure" in outcome) && outcome.status === 204);
  assert.equal(server.taken.length, before + 1);
  assert.deepEqual(await platform.test({ ...connection, token: "wrong" }, signal()), {
    result: "passed",
    note: "secret_not_checked",
  });
  assert.equal((await platform.test({ ...connection, pixelId: "G-OTHER" }, signal())).result, "refused");
  assert.equal(
    (await failureOf({ ...analytics, lead: "generate_lead", platform: withClient }, "server_error")).fault,
    "moment",
  );
});

/** Analytics needs a browser's id, which the shared sample has not. */
const withClient: ConversionPlatform = {
  ...analytics.platform,
  build: (conversion, connection, now) =>
    analytics.platform.build({ ...conversion, user: { clientId: "12.34" } }, connection, now),
};

Deno.test("what is too old for a platform is known before", () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const [metaSide, tiktokSide] = sides;
  const old = (side: Side, days: number, user = conversionOf().user) =>
    side.platform.build(conversionOf({ at: ago(days), user, name: side.lead }), side.connection, nowIso());
  assert.deepEqual(old(metaSide!, 8), { unfit: "too_old" });
  assert.deepEqual(old(analytics, 4, { clientId: "1.2" }), { unfit: "too_old" });
  assert.ok("payload" in old(tiktokSide!, 8));
});

Deno.test("Meta finds nobody by weak identifiers, which is known before", () => {
  const [{ platform, connection }] = sides as [Side];
  const weak = (user: Conversion["user"]) => platform.build(conversionOf({ user }), connection, nowIso());
  const unfit = { unfit: "weak_identifiers" };
  assert.deepEqual(
    weak({ city: "Madrid", country: "es", state: "md", zip: "28001", gender: "f", userAgent: "M" }),
    unfit,
  );
  assert.deepEqual(weak({ dateOfBirth: "2000-01-15", userAgent: "M" }), unfit);
  assert.deepEqual(weak({ firstName: "Ana", gender: "f" }), unfit);
  assert.ok("payload" in weak({ firstName: "Ana", lastName: "García", zip: "28001" }));
});

Deno.test("a field that does not validate is left out and named, an empty one is neither", () => {
  const [metaSide] = sides as [Side];
  const user = {
    email: "ana@example",
    phone: "",
    externalId: "p1",
    fbc: "fb.1.1.x",
    ip: "192.168.1.5",
    city: "Москва",
  };
  const { dropped, identifiers } = built(metaSide, conversionOf({ user }));
  assert.deepEqual(dropped, ["em", "ct", "client_ip_address", "fbc"]);
  assert.deepEqual(identifiers, ["external_id"]);
});

Deno.test("click ids keep their case, and end after their days", () => {
  const [metaSide, tiktokSide, googleSide] = sides as [Side, Side, Side];
  const ms = Date.now() - 1_000;
  const old = new Date(Date.now() - 95 * 86_400_000).toISOString();
  const user = {
    email: "ana@example.com",
    fbc: `fb.1.${ms}.AbCdEf`,
    ttclid: "E.C.P.x",
    gclid: "Cj0K",
    clickedAt: nowIso(),
  };
  const sent = (side: Side, from: Conversion["user"]) =>
    JSON.stringify(built(side, conversionOf({ user: from })).payload);
  assert.ok(sent(metaSide, user).includes(`fb.1.${ms}.AbCdEf`));
  assert.ok(sent(tiktokSide, user).includes("E.C.P.x"));
  assert.ok(sent(googleSide, user).includes("Cj0K"));
  assert.ok(!sent(tiktokSide, { ...user, clickedAt: old }).includes("E.C.P.x"));
  assert.ok(!sent(googleSide, { ...user, clickedAt: old }).includes("Cj0K"));
  assert.ok(!sent(metaSide, { ...user, fbc: `fb.1.${ms - 95 * 86_400_000}.AbCdEf` }).includes("AbCdEf"));
});

Deno.test("a token that may only send is tested with a test event, and it is said that it counts", async () => {
  const server = await metaServer({ mayRead: false });
  try {
    const connection = { pixelId: server.pixelId, token: server.token, settings: { testEventCode: "TEST1" } };
    assert.deepEqual(await metaConversions(server.url).test(connection, signal()), {
      result: "passed",
      note: "test_event_counted",
    });
    assert.equal(server.calls.at(-1)?.body.test_event_code, "TEST1");
  } finally {
    await server.close();
  }
});

Deno.test("Meta's match quality is read by event", async () => {
  const [{ platform, connection }] = sides as [Side];
  assert.deepEqual(await platform.quality(connection, signal()), { Lead: 7.4 });
});

Deno.test("an answer that is none of the platform's is tried again, not believed", async () => {
  const { failure } = await failureOf(sides[1]!, "nonsense");
  assert.equal(failure, "retry");
});

/** What the platform refuses alone. */
function spoiled(payload: Built["payload"]): Built["payload"] {
  const { event_time: _, eventTimestamp: __, ...rest } = payload;
  return rest;
}
