import assert from "node:assert/strict";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call, mailboxOf } from "../support/client.ts";
import { Visitor } from "../support/visitor.ts";

const SCRIPT = `</script><script>alert("owned")</script>`;

Deno.test("Visitors who mean harm", async (t) => {
  const app = await startApp({ demo: true });
  try {
    const { apiKey } = await readDemo(app);
    const client = { app, apiKey };
    const visitor = new Visitor(app.url);
    const publish = async (body: Record<string, unknown>) => {
      const created = await call(client, "POST", "/api/events", {
        description: "For everybody.",
        startTime_utc: new Date(Date.now() + 20 * 86_400_000).toISOString(),
        ...body,
      });
      assert.equal(created.status, 201, JSON.stringify(created.body));
      await call(client, "PUT", `/api/events/${created.body.id}`, { status: "published" });
      const { pathname } = new URL(String(created.body.publicUrl));
      await eventually("its page", async () => {
        const response = await visitor.fetch(pathname);
        await response.body?.cancel();
        return response.status === 200;
      });
      return pathname;
    };
    const form = (email: string, more: Record<string, string> = {}) => ({
      firstName: "Eve",
      lastName: "Prueba",
      email,
      termsAccepted: "true",
      privacyConsent: "true",
      ...more,
    });
    const send = async (path: string, body: Record<string, string>) => {
      const response = await new Visitor(app.url).post(`${path}/register`, body);
      return { status: response.status, to: response.headers.get("location"), text: await response.text() };
    };

    await t.step("what they write is text on every page, whoever wrote it", async () => {
      const path = await publish({ title: `Event ${SCRIPT}`, description: `${SCRIPT} [x](javascript:alert(1))` });
      const list = `/s/carlos/webinars?q=${encodeURIComponent(`"><script>alert("owned")`)}`;
      const refused = await send(path, form(`"><script>alert("owned")</script>`, { firstName: SCRIPT }));
      assert.equal(refused.status, 400);
      const done = await send(path, form("eve@example.com", { firstName: `<img src=x onerror=alert("owned")>` }));
      assert.equal(done.status, 303);
      const pages = [await visitor.text(path), await visitor.text(list), refused.text, await visitor.text(done.to!)];
      for (const html of pages) {
        assert.doesNotMatch(html, /<script>alert|<img src=x|href="javascript:/);
        assert.match(html, /owned/);
      }
    });

    await t.step("nothing they send ends up in the head of a mail", async () => {
      const path = await publish({ title: "Plain" });
      const head = `Eve\r\nBcc: everybody@example.com\r\n\r\nBuy`;
      assert.equal((await send(path, form("eve@example.com\r\nBcc: x@example.com"))).status, 400);
      assert.equal((await send(path, form("head@example.com", { firstName: head }))).status, 303);
      const mail = await eventually(
        "the mail",
        async () => (await mailboxOf(app)).find(({ to }) => to.includes("head@example.com")),
      );
      assert.doesNotMatch(mail.to + mail.subject, /[\r\n]/);
      assert.ok(!(await mailboxOf(app)).some(({ to }) => to.includes("everybody@")));
    });

    await t.step("no address they make leads from here to another site", async () => {
      const others = [
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/x/..//evil.example",
        "https://evil.example",
      ];
      /** Where a browser would be, that stands on the page and goes where it is told. */
      const host = (to: string) => new URL(to, `${app.url}/consent`).host;
      const { host: here } = new URL(app.url);
      for (const back of others) {
        const asked = encodeURIComponent(back);
        const page = await visitor.text(`/consent?studio=carlos&back=${asked}`);
        for (const [, href] of page.matchAll(/ (?:href|action)="([^"]*)"/g)) assert.equal(host(href!), here, href);
        const chosen = { studio: "carlos", back, choice: "none" };
        const answers = [
          await visitor.post("/consent", chosen),
          await visitor.post("/typed", { do: "forget", back }),
          await visitor.fetch(`/sign-in?next=${asked}`),
          await visitor.fetch(`/webinars/${asked}/register`),
          await visitor.fetch(`/s/${asked}`),
          await visitor.fetch(`/events/${asked}`),
        ];
        for (const answer of answers) {
          await answer.body?.cancel();
          const to = answer.headers.get("location");
          assert.ok(to === null || host(to) === here, `${answer.url} leads to ${to}`);
        }
      }
    });

    await t.step("a form of another site is nobody's, wherever it is sent", async () => {
      const path = await publish({ title: "Not from elsewhere" });
      const own = (await send(path, form("own@example.com"))).to!.split("?")[0]!;
      const ways = ["register", "link"].map((one) => `${path}/${one}`)
        .concat(["cancel", "details", "erase", "hand-over", "withdraw"].map((one) => `${own}/${one}`), [
          "/typed",
          "/consent",
        ]);
      for (const way of ways) {
        for (const [header, value] of [["sec-fetch-site", "cross-site"], ["origin", "https://evil.example"]] as const) {
          const answer = await visitor.post(way, form("forged@example.com", { sure: "true" }), { [header]: value });
          await answer.body?.cancel();
          assert.equal(answer.status, 403, way);
        }
      }
      assert.match(await visitor.text(own), /own@example\.com/);
    });

    await t.step("no path leads out of what is served", async () => {
      for (
        const path of [
          "/media/..%2f..%2fmaster.key",
          "/media/%2e%2e%2fvault.sqlite",
          "/webinars/..%2f..%2fdashboard",
          "/s/..%2f../webinars",
          "/s/carlos/webinars/%00",
          "/s/carlos/webinars/..%2f..%2f..%2fdeno.json",
          "/s/carlos/webinars/..%5c..%5cmaster.key",
          "/s/carlos/webinars/%2e%2e%2fx/picture.png",
          "/webinars/x%2f..%2f..%2fmaster.key/calendar.ics",
          "/media/..%5c..%5cvault.sqlite",
          "/media/%252e%252e%252fmaster.key",
          "/media/%00-320.webp",
          "/embed.js/..%2f..%2fdeno.json",
        ]
      ) {
        const response = await visitor.fetch(path);
        const text = await response.text();
        assert.ok([400, 404].includes(response.status), `${path} answered ${response.status}`);
        assert.doesNotMatch(text, /"imports"|SQLite format/);
      }
    });

    await t.step("a personal link cannot be guessed, nor made of two others", async () => {
      const path = await publish({ title: "Two people" });
      const tokens = await Promise.all(
        ["one@example.com", "two@example.com"].map(async (email) => (await send(path, form(email))).to!.split("?")[0]!),
      );
      const [one, two] = tokens.map((token) => token.replace("/r/", "").split("."));
      for (const token of [`${one![0]}.${two![1]}`, `${one![0]}.${"A".repeat(22)}`, `${one![0]}.`, one![0]!, "x"]) {
        for (const what of ["", "/data.json", "/calendar.ics"]) {
          const response = await visitor.fetch(`/r/${token}${what}`);
          await response.body?.cancel();
          assert.equal(response.status, 404, token + what);
        }
        const erased = await visitor.post(`/r/${token}/erase`, { sure: "true" });
        await erased.body?.cancel();
        assert.equal(erased.status, 404);
      }
      assert.match(await visitor.text(`/r/${one!.join(".")}`), /one@example\.com/);
    });

    await t.step(
      "a sensitive event tells nobody who is registered: by its answers alone none can be told",
      async () => {
        const path = await publish({ title: "Nobody's business", sensitive: true, capacity: 2, waitlist: false });
        const known = form("known@example.com");
        const first = await send(path, known);
        assert.deepEqual([first.status, first.to], [303, "/link-sent?for=registration"]);
        assert.deepEqual(await send(path, { ...known, requestId: crypto.randomUUID() }), first);
        assert.deepEqual(await send(path, form("new@example.com")), first);
        await eventually("the links by mail", async () => {
          const mails = (await mailboxOf(app)).filter(({ to }) => /known@|new@/.test(to));
          return mails.filter(({ html }) => /\/r\/[\w-]{22}\./.test(html)).length >= 3;
        });
        // full: whoever has a place and whoever does not are told the same
        const bare = ({ text, ...answer }: Awaited<ReturnType<typeof send>>) => ({
          ...answer,
          text: text.replaceAll(/[0-9a-f]{32}|[0-9a-f-]{36}|\w+\.[\w-]{12}|[\w.+-]+@example\.com/g, ""),
        });
        await eventually("it to be full", async () => (await visitor.text(path)).includes("All places are taken"));
        assert.deepEqual(bare(await send(path, known)), bare(await send(path, form("third@example.com"))));
      },
    );
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
