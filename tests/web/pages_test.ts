import assert from "node:assert/strict";
import { type DemoFile, discard, eventually, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { Visitor } from "../support/visitor.ts";

const APP_ENV = { ADDRESS_RATE_LIMIT: "100000" };

async function signedIn(app: RunningApp, demo: DemoFile, role: string): Promise<Visitor> {
  const { email, password } = demo.users.find((user) => user.role === role)!;
  const visitor = new Visitor(app.url);
  const response = await visitor.post("/sign-in", { email, password });
  assert.equal(response.status, 303);
  await response.body?.cancel();
  return visitor;
}

const statusOf = async (response: Response) => {
  await response.body?.cancel();
  return response.status;
};

Deno.test("The pages of people who work", async (t) => {
  const app = await startApp({ demo: true, env: APP_ENV });
  try {
    const demo = await readDemo(app);
    const out = new Visitor(app.url);

    await t.step("answer each role as the table of rights says, and send who is signed out to sign in", async () => {
      const wanted: Record<string, number[]> = {
        "/dashboard/experiences/virtual-events": [200, 200, 200, 200, 403],
        "/dashboard/settings/members": [200, 403, 200, 403, 403],
        "/dashboard/settings/api-keys": [200, 200, 403, 403, 403],
        "/dashboard/history": [200, 403, 200, 403, 403],
        "/dashboard/projections": [200, 403, 200, 200, 200],
        "/dashboard/nothing": [404, 404, 404, 404, 404],
      };
      const visitors = [];
      for (const role of ["owner", "associate", "auditor", "analyst", "operator"]) {
        visitors.push(await signedIn(app, demo, role));
      }
      for (const [path, statuses] of Object.entries(wanted)) {
        const found: number[] = await Promise.all(visitors.map(async (v) => await statusOf(await v.fetch(path))));
        assert.deepEqual(found, statuses, path);
        const asked = await out.fetch(path);
        if (statuses[0] === 200) {
          assert.equal(asked.headers.get("location"), `/sign-in?next=${encodeURIComponent(path)}`);
        }
        await asked.body?.cancel();
      }
    });

    await t.step(
      "tell a role that does not reach from a form that came from elsewhere, title and heading alike",
      async () => {
        const associate = await signedIn(app, demo, "associate");
        const said = async (response: Response) => {
          const html = await response.text();
          return [/<title>(.*?)<\/title>/, /<h1>(.*?)<\/h1>/].map((tag) => tag.exec(html)?.[1]);
        };
        const closed = "This page is not yours to see";
        assert.deepEqual(await said(await associate.fetch("/dashboard/history")), [closed, closed]);
        const stolen = await associate.post("/dashboard/settings/api-keys", {}, { "sec-fetch-site": "cross-site" });
        const elsewhere = "This form was sent from another site";
        assert.deepEqual(await said(stolen), [elsewhere, elsewhere]);
      },
    );

    await t.step("carry the headers that protect them, errors too", async () => {
      for (const path of ["/sign-in", "/nothing", "/dashboard/history"]) {
        const response = await out.fetch(path);
        await response.body?.cancel();
        const policy = response.headers.get("content-security-policy") ?? "";
        assert.match(policy, /default-src 'self'/, path);
        assert.doesNotMatch(policy.replace("style-src-attr 'unsafe-inline'", ""), /unsafe/, path);
        assert.equal(response.headers.get("x-content-type-options"), "nosniff");
        assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
      }
    });

    await t.step("keep what was typed when the session has ended meanwhile, passwords and files aside", async () => {
      const path = "/dashboard/settings/api-keys";
      const kept = await out.post(path, { name: 'the "new" one', scope: "read" });
      assert.equal(kept.status, 401);
      const html = await kept.text();
      assert.match(html, new RegExp(`<form method="post" action="${path}">`));
      assert.match(html, /name="name" value="the &quot;new&quot; one"/);
      assert.match(html, /href="\/sign-in" target="_blank"/);
      const whileTyping = await out.post(path, { name: "x" }, { accept: "application/json" });
      assert.deepEqual([whileTyping.status, (await whileTyping.json()).base], [401, null]);
      const page = { referer: `${app.url}/dashboard/account?from=x` };
      for (const form of [new URLSearchParams({ password: "secret" }), new FormData()]) {
        const sent = await out.fetch("/dashboard/account", { method: "POST", body: form, headers: page });
        assert.equal(sent.headers.get("location"), "/sign-in?next=%2Fdashboard%2Faccount%3Ffrom%3Dx");
        await sent.body?.cancel();
      }
    });

    await t.step("take no form from another site", async () => {
      const owner = await signedIn(app, demo, "owner");
      const form = { do: "create", name: "stolen", read: "true" };
      for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.test" }]) {
        assert.equal(await statusOf(await owner.post("/dashboard/settings/api-keys", form, headers as never)), 403);
      }
    });

    await t.step("let an owner invite somebody, who joins, changes role and is gone at once when removed", async () => {
      const owner = await signedIn(app, demo, "owner");
      const email = "new.member@example.test";
      const page = "/dashboard/settings/members";
      assert.equal(
        await statusOf(await owner.post(page, { do: "invite", email: "not an address", role: "analyst" })),
        400,
      );
      assert.equal(await statusOf(await owner.post(page, { do: "invite", email, role: "analyst" })), 303);
      assert.equal(await statusOf(await owner.post(page, { do: "invite", email, role: "analyst" })), 409);
      const link = /value="(http[^"]*\/invitations\/[^"]+)"/.exec(await owner.text(page))![1]!;

      const guest = new Visitor(app.url);
      const path = new URL(link).pathname;
      assert.match(await guest.text(path), /new\.member@example\.test/);
      const weak = await guest.post(path, { name: "New", email, password: "short" });
      assert.equal(weak.status, 400);
      assert.match(await weak.text(), /at least 10/i);
      assert.equal(await statusOf(await guest.post(path, { name: "New", email, password: "a fine password" })), 303);
      assert.equal(await statusOf(await guest.fetch("/dashboard/projections")), 200);
      assert.equal(await statusOf(await guest.fetch("/dashboard/history")), 403);
      assert.equal(await statusOf(await out.fetch(path)), 404, "an invitation is taken up once");

      const row = (await owner.text(page)).split("<tr").find((part) => part.includes(email))!;
      const userId = /name="userId" value="([^"]+)"/.exec(row)![1]!;
      assert.equal(await statusOf(await owner.post(page, { do: "role", userId, role: "auditor" })), 303);
      assert.equal(await statusOf(await guest.fetch("/dashboard/history")), 200);
      assert.equal(await statusOf(await owner.post(page, { do: "remove", userId })), 303);
      assert.equal(await statusOf(await guest.fetch("/dashboard/history")), 403);
    });

    await t.step("make an API key that works until it is revoked, and is shown once", async () => {
      const associate = await signedIn(app, demo, "associate");
      const page = "/dashboard/settings/api-keys";
      const made = await associate.post(page, { do: "create", name: "site", read: "true" });
      assert.equal(made.status, 201);
      const key = /value="(wek_[^"]+)"/.exec(await made.text())![1]!;
      const list = () => fetch(`${app.url}/api/events`, { headers: { authorization: `Bearer ${key}` } });
      const answer = await (await list()).json();
      assert.deepEqual(answer.pagination, { total: answer.data.length, page: 1, limit: 10 });
      const shown = await associate.text(page);
      assert.ok(!shown.includes(key));
      const apiKeyId = /name="apiKeyId" value="([^"]+)"/.exec(shown)![1]!;
      assert.equal(await statusOf(await associate.post(page, { do: "revoke", apiKeyId })), 303);
      assert.equal(await statusOf(await list()), 401);
    });

    await t.step("show the log with its filters, pages and one domain event with its causes", async () => {
      const auditor = await signedIn(app, demo, "auditor");
      const first = await auditor.text("/dashboard/history");
      assert.match(first, /RegistrationConfirmed/);
      const older = /href="(\?[^"]*before=\d+[^"]*)"/.exec(first)?.[1];
      assert.ok(older, "the demo has more than one page of domain events");
      await auditor.text(`/dashboard/history${older.replaceAll("&amp;", "&")}`);
      const filtered = await auditor.text("/dashboard/history?type=StudioOpened");
      assert.match(filtered, /StudioOpened/);
      assert.doesNotMatch(filtered.split("<tbody")[1] ?? "", /RegistrationConfirmed/);
      assert.match(
        await auditor.text("/dashboard/history?from=2001-01-01T00:00&until=2001-01-02T00:00"),
        /No domain event/,
      );

      const requested = await auditor.text("/dashboard/history?type=RegistrationRequested");
      const row = /href="(\?[^"]*event=[0-9a-f-]{36})#chosen"/.exec(requested)?.[1];
      assert.ok(row, "a row opens its domain event beside the log");
      const beside = (await auditor.text(`/dashboard/history${row.replaceAll("&amp;", "&")}`)).split('id="chosen"')[1];
      assert.ok(beside, "the domain event stands beside the log");
      assert.doesNotMatch(beside, /@demo\.example/);
      assert.match(beside, /RegistrationConfirmed|RegistrationWaitlisted/, "the chain beside the log names it too");
      const href = /href="(\/dashboard\/history\/[0-9a-f-]{36})"/.exec(beside)?.[1];
      assert.ok(href && row.endsWith(href.slice(-36)), "from there its own page is opened");
      const masked = await auditor.text(href);
      assert.doesNotMatch(masked, /@demo\.example/);
      assert.doesNotMatch(await auditor.text(`${href}?reveal`), /@demo\.example/);
      const revealed = await auditor.post(href, {});
      assert.match(await revealed.text(), /@demo\.example/);
      await eventually(
        "that somebody looked stands in the log",
        async () => /PersonalDataShown/.test(await auditor.text("/dashboard/history?stream=access")),
      );
      assert.match(masked, /RegistrationConfirmed|RegistrationWaitlisted/, "the chain names what came of it");
      const unknown = "/dashboard/history/00000000-0000-4000-8000-000000000000";
      assert.equal(await statusOf(await auditor.fetch(unknown)), 404);
    });

    await t.step("rebuild a projection and tell its progress live", async () => {
      const analyst = await signedIn(app, demo, "analyst");
      assert.match(await analyst.text("/dashboard/projections"), /event_cards/);
      const live = await analyst.fetch("/dashboard/projections/live");
      assert.equal(live.headers.get("content-type"), "text/event-stream");
      const messages = live.body!.pipeThrough(new TextDecoderStream()).getReader();
      const before = /event_cards\.version":"([^"]+)"/;
      let heard = "";
      const hear = async (pattern: RegExp) => {
        while (!pattern.test(heard)) heard += (await messages.read()).value ?? "";
        return pattern.exec(heard)![1]!;
      };
      const version = await hear(before);
      assert.equal(await statusOf(await analyst.post("/dashboard/projections", { name: "nothing" })), 404);
      heard = "";
      assert.equal(await statusOf(await analyst.post("/dashboard/projections", { name: "event_cards" })), 303);
      await hear(new RegExp(`event_cards\\.version":"((?!${version.replace(" · ", " . ")}")[^"]+)"`));
      await messages.cancel();
      const owner = await signedIn(app, demo, "owner");
      assert.equal(await statusOf(await owner.post("/dashboard/projections", { name: "event_cards" })), 403);
    });

    await t.step("change the figures of an event while its page is open", async () => {
      const owner = await signedIn(app, demo, "owner");
      const live = await owner.fetch(`/dashboard/live?events=${demo.event.id}`);
      const messages = live.body!.pipeThrough(new TextDecoderStream()).getReader();
      let heard = "";
      const hear = async (text: string) => {
        while (!heard.includes(text)) heard += (await messages.read()).value ?? "";
      };
      await hear(`${demo.event.id}.confirmed":"0"`);
      const registered = await fetch(`${app.url}/api/events/${demo.event.id}/registrations`, {
        method: "POST",
        headers: { authorization: `Bearer ${demo.apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({
          firstName: "Live",
          lastName: "Visitor",
          email: "live@example.test",
          termsAccepted: true,
          privacyConsent: true,
          marketingConsent: false,
        }),
      });
      assert.equal(await statusOf(registered), 201);
      await hear(`${demo.event.id}.confirmed":"1"`);
      await messages.cancel();
      const key = { headers: { authorization: `Bearer ${demo.apiKey}` } };
      const figures = await eventually("the figures of the event", async () => {
        const answer = await (await fetch(`${app.url}/api/events/${demo.event.id}/analytics`, key)).json();
        return answer.totalRegistrations === 1 && answer.newLeads === 1 && answer;
      });
      assert.deepEqual([figures.liveAttendees, figures.revenue], [null, 0]);
      const lists = await Promise.all(
        ["upcoming", "past", "drafts"].map(async (status) =>
          (await (await fetch(`${app.url}/api/v1/events?status=${status}&limit=2`, key)).json()) as {
            data: { id: string; status: string; registrations_count: number }[];
            pagination: { total: number; page: number; limit: number };
          }
        ),
      );
      const shown = lists[0]!.data.find(({ id }) => id === demo.event.id);
      assert.deepEqual([shown?.status, shown?.registrations_count], ["upcoming", 1]);
      assert.deepEqual(lists.map((list) => list.pagination.limit), [2, 2, 2]);
      assert.deepEqual(new Set(lists[2]!.data.map((event) => event.status)), new Set(["draft"]));
    });

    await t.step("keep the mailbox to this machine", async () => {
      const mails = await eventually("mails", async () => {
        const all = await (await fetch(`${app.url}/dev/mailbox.json`)).json();
        return all.length > 0 && all;
      });
      for (const field of ["to", "subject", "html", "text", "attachments", "messageId", "repeats"]) {
        assert.ok(field in mails[0], field);
      }
      const through = { headers: { "x-forwarded-for": "203.0.113.9" } };
      assert.equal(await statusOf(await fetch(`${app.url}/dev/mailbox.json`, through)), 404);
      const framed = await fetch(`${app.url}/dev/mailbox/${encodeURIComponent(mails[0].messageId)}`);
      assert.match(framed.headers.get("content-security-policy") ?? "", /sandbox/);
      await framed.body?.cancel();
      assert.match(await out.text("/dev/mailbox"), /Mailbox/);
    });

    await t.step("show the reference of the API, and answer for the process's health", async () => {
      assert.match(await out.text("/api/docs"), /POST \/events\/\{id\}\/registrations/);
      assert.equal(JSON.parse(await out.text("/api/openapi.json")).openapi, "3.1.0");
      assert.deepEqual(JSON.parse(await out.text("/readyz")), { status: "ready", reasons: [] });
      assert.deepEqual(JSON.parse(await out.text("/healthz")), { status: "ok" });
    });

    await t.step("let people end their own other sessions, and nobody else's", async () => {
      const here = await signedIn(app, demo, "analyst");
      const elsewhere = await signedIn(app, demo, "analyst");
      const page = "/dashboard/account";
      const rows = (await here.text(page)).split("<tr").filter((row) => row.includes('name="sessionId"'));
      const other = rows.find((row) => !row.includes("this one"))!;
      const own = rows.find((row) => row.includes("this one"))!;
      const idIn = (row: string) => /name="sessionId" value="([^"]+)"/.exec(row)![1]!;
      const stranger = await signedIn(app, demo, "auditor");
      assert.equal(await statusOf(await stranger.post(page, { sessionId: idIn(own) })), 404);
      for (const row of rows.filter((row) => row !== own)) {
        assert.equal(await statusOf(await here.post(page, { sessionId: idIn(row) })), 303);
      }
      assert.ok(other);
      assert.equal(await statusOf(await elsewhere.fetch("/dashboard/projections")), 303);
      assert.equal(await statusOf(await here.fetch("/dashboard/projections")), 200);
    });

    await t.step("forget who signs out", async () => {
      const owner = await signedIn(app, demo, "owner");
      const cookies = new Map(owner.cookies);
      assert.equal(await statusOf(await owner.post("/sign-out", {})), 303);
      owner.cookies = cookies;
      assert.equal(await statusOf(await owner.fetch("/dashboard/history")), 303);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});

Deno.test("The first run sets up one studio and its owner, who is also the operator", async () => {
  const app = await startApp({ env: APP_ENV });
  try {
    const visitor = new Visitor(app.url);
    const led = await visitor.fetch("/webinars");
    assert.equal(led.headers.get("location"), "/setup");
    await led.body?.cancel();
    assert.match(await visitor.text("/setup"), /name="studio"/);
    const form = {
      studio: "Ana Fit",
      address: "ana-fit",
      language: "es",
      timeZone: "Europe/Madrid",
      currency: "EUR",
      name: "Ana",
      email: "ana@example.test",
      password: "a fine password",
    };
    const wrong = await visitor.post("/setup", { ...form, timeZone: "Mars/Olympus", address: "Not An Address" });
    assert.equal(wrong.status, 400);
    const again = await wrong.text();
    assert.match(again, /value="Ana Fit"/);
    assert.doesNotMatch(again, /a fine password/);
    const zone = await visitor.post("/setup", { ...form, timeZone: "Mars/Olympus" });
    assert.equal(await statusOf(zone), 400, "after the account was made");

    const done = await visitor.post("/setup", form);
    assert.equal(done.headers.get("location"), "/dashboard", await done.text());
    assert.equal(await statusOf(await visitor.fetch("/dashboard/settings/members")), 200);
    assert.equal(
      await statusOf(await visitor.post("/dashboard/projections", { name: "event_cards" })),
      303,
      "operator",
    );
    const stranger = new Visitor(app.url);
    assert.equal(await statusOf(await stranger.post("/setup", { ...form, email: "eve@example.test" })), 409);
    assert.equal((await stranger.fetch("/setup")).headers.get("location"), "/sign-in");
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
