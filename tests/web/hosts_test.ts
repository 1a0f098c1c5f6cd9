import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { request } from "node:http";
import { discard, eventually, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { settingsOf } from "../support/settings.ts";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Asks as a browser does that was led here by a host name. */
function ask(
  app: RunningApp,
  host: string,
  path: string,
  form?: Record<string, string>,
  headers = {},
): Promise<Answer> {
  const { hostname, port } = new URL(app.url);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const body = form && new URLSearchParams(form).toString();
  const sent = request({
    hostname,
    port,
    path,
    method: form ? "POST" : "GET",
    headers: {
      host: `${host}:${port}`,
      ...(body ? { "content-type": "application/x-www-form-urlencoded", "content-length": body.length } : {}),
      ...headers,
    },
  }, (response) => {
    const chunks: Uint8Array[] = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", async () => {
      const text = await new Blob(chunks as BlobPart[]).text();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
  });
  sent.on("error", reject);
  sent.end(body);
  return promise;
}

/** Answers for one domain: a CNAME that leads to `target`, which it says only once told to. */
async function nameServer(domain: string, target: string) {
  const state = { leads: false };
  const nameOf = (name: string) =>
    name.split(".").flatMap((label) => [label.length, ...new TextEncoder().encode(label)]).concat(0);
  const socket = createSocket("udp4").on("message", (query, from) => {
    const end = query.indexOf(0, 12) + 5;
    const asked = query.toString("latin1", 12, end).replaceAll(/[^a-z0-9-]+/g, ".");
    const found = state.leads && query[end - 3] === 5 && asked.includes(domain) ? nameOf(target) : null;
    const head = [query[0]!, query[1]!, 0x81, 0x80, 0, 1, 0, found ? 1 : 0, 0, 0, 0, 0];
    const answer = found ? [0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, found.length, ...found] : [];
    socket.send(new Uint8Array([...head, ...query.subarray(12, end), ...answer]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    state,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}

Deno.test("A studio has its own host name, its own domain, and always its address", async (t) => {
  const names = await nameServer("events.example", "localhost");
  const env = { DNS_SERVER: names.address, BASE_URL: "http://localhost:8259", PORT: "8259" };
  const app = await startApp({ demo: true, env });
  try {
    const demo = await readDemo(app);
    const path = new URL(demo.event.publicUrl).pathname;
    const slug = path.split("/").at(-1)!;
    const canonicalOf = (html: string) => /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1];

    await t.step("its host name shows its pages, which name the one address they are known by", async () => {
      for (const asked of ["/", "/webinars", `/webinars/${slug}`, "/s/carlos/webinars", "/webinars/nothing"]) {
        const { status, text } = await ask(app, "carlos.localhost", asked);
        assert.equal(status, asked.endsWith("nothing") ? 404 : 200, asked);
        if (status === 200) assert.match(canonicalOf(text) ?? "", /^http:\/\/localhost:8259\/s\/carlos\/webinars/);
      }
      const alias = await ask(app, "carlos.localhost", `/events/${slug}`);
      assert.deepEqual([alias.status, alias.headers.location], [301, `/webinars/${slug}`]);
      assert.equal((await ask(app, "nobody.localhost", `/webinars/${slug}`)).status, 200);
    });

    await t.step(
      "at its host name no address says the studio once more, and each of them leads somewhere",
      async () => {
        const at = (path: string) => ask(app, "carlos.localhost", path, undefined, { "accept-language": "es" });
        const pages = ["/webinars", `/webinars/${slug}`, `/register?event=${slug}`, `/webinars/${slug}/embed`];
        const texts = await Promise.all(pages.map(async (path) => {
          const { status, text } = await at(path);
          assert.equal(status, 200, path);
          assert.doesNotMatch(text, /["\\]\/s\/carlos/, path);
          return text;
        }));
        const linked = texts.flatMap((text) =>
          [...text.matchAll(/(?:href|action)="(\/[^"#]*)"/g)].map(([, path]) => path!)
        );
        assert.ok(linked.includes(`/webinars/${slug}/register`) && linked.includes("/webinars.ics"));
        for (const path of new Set(linked.filter((one) => /^\/(webinars|register)/.test(one)))) {
          const { status } = await at(path.replaceAll("&amp;", "&"));
          assert.ok(status === 200 || status === 303, `${path}: ${status}`);
        }
        for (const file of ["calendar.ics", "picture.png"]) {
          assert.equal((await at(`/webinars/${slug}/${file}`)).status, 200, file);
        }
        assert.equal((await at("/s/carlos/events/x")).headers.location, "/webinars/x");
        assert.equal((await ask(app, "localhost", "/registered")).status, 404);
      },
    );

    await t.step("who works is led to the installation's own address", async () => {
      const { status, headers } = await ask(app, "carlos.localhost", "/sign-in?next=%2Fdashboard");
      assert.deepEqual([status, headers.location], [302, "http://localhost:8259/sign-in?next=%2Fdashboard"]);
      assert.equal((await ask(app, "carlos.localhost", "/sign-in", { email: "a@b.de" })).status, 404);
    });

    await t.step("a form is taken from the very host it stands on, and its cookie is that host's alone", async () => {
      const form = {
        firstName: "Ada",
        lastName: "Prueba",
        email: "host@example.com",
        termsAccepted: "true",
        privacyConsent: "true",
      };
      const to = (origin: string, site?: string) =>
        ask(app, "carlos.localhost", `/webinars/${slug}/register`, form, {
          origin,
          ...(site ? { "sec-fetch-site": site } : {}),
        });
      for (
        const [origin, site] of [["http://evil.example"], ["http://localhost:8259", "same-site"], ["null"]] as const
      ) {
        assert.equal((await to(origin!, site)).status, 403, origin);
      }
      const { status, headers } = await to("http://carlos.localhost:8259");
      assert.equal(status, 303);
      const cookie = String(headers["set-cookie"]);
      assert.match(cookie, /^typed=/);
      assert.doesNotMatch(cookie, /domain=/i);
    });

    const save = await settingsOf(app);

    await t.step(
      "its own domain shows its pages at once, and is their address once its record leads here",
      async () => {
        await save({ domain: "events.example" });
        const { status, text } = await ask(app, "events.example", "/webinars");
        assert.equal(status, 200);
        assert.equal(canonicalOf(text), "http://localhost:8259/s/carlos/webinars");
        names.state.leads = true;
        await save({ domain: "events.example" });
        const own = await ask(app, "events.example", `/webinars/${slug}`);
        assert.equal(canonicalOf(own.text), `http://events.example/webinars/${slug}`);
        assert.equal(canonicalOf((await ask(app, "localhost", path)).text), `http://events.example/webinars/${slug}`);
        const map = await ask(app, "events.example", "/sitemap.xml");
        assert.ok(map.text.includes(`<loc>http://events.example/webinars/${slug}</loc>`));
        assert.match(
          (await ask(app, "events.example", "/robots.txt")).text,
          /Sitemap: http:\/\/events\.example:8259\//,
        );
      },
    );

    await t.step("mails, calendars, the dashboard and the API name that address, too", async () => {
      const own = `http://events.example/webinars/${slug}`;
      const { apiKey, event } = await readDemo(app);
      const headers = { authorization: `Bearer ${apiKey}` };
      const answer = await fetch(`${app.url}/api/events/${event.id}`, { headers });
      assert.equal((await answer.json()).publicUrl, own);
      const feed = (await ask(app, "localhost", "/s/carlos/webinars.ics")).text.replaceAll(/\r\n[ \t]/g, "");
      assert.ok(feed.includes(own), feed.slice(0, 2_000));
      const cancelled = await fetch(`${app.url}/api/events/${event.id}`, {
        method: "PUT",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ status: "cancelled" }),
      });
      assert.equal(cancelled.status, 200, await cancelled.text());
      // whoever is told that it is off is led to the studio's other events
      await eventually("the mail about it", async () => {
        const mails: { html: string }[] = await (await fetch(`${app.url}/dev/mailbox.json`)).json();
        return mails.some(({ html }) => html.includes('href="http://events.example/webinars"'));
      }, 30_000);
    });

    await t.step("a page speaks the studio's language to whoever says nothing of theirs", async () => {
      const { text } = await ask(app, "events.example", "/webinars");
      assert.match(text, /<html lang="es"/);
    });
  } finally {
    await app.stop();
    await names.close();
    await discard(app.dataDir);
  }
});
