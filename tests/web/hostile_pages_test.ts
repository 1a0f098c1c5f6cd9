import assert from "node:assert/strict";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call } from "../support/client.ts";
import { formOf, signedIn, visitor } from "../support/forms.ts";
import { zip } from "../../web/files/zip.ts";
import { MOST_BYTES } from "../../web/imports/people_csv.ts";

/** Ends whatever attribute, element or script it stands in, and begins a script. */
const HOSTILE = `"'></script><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}`;
/** As it must not stand on any page. */
const ALIVE = /<script>alert|<img src=x/;

Deno.test("Pages with hostile people", async (t) => {
  const app = await startApp({ demo: true });
  try {
    const demo = await readDemo(app);
    const owner = await signedIn(app, demo, "owner");
    const stranger = visitor(app);
    const event = `/dashboard/experiences/virtual-events/${demo.event.id}`;
    const page = new URL(demo.event.publicUrl).pathname;

    await t.step("a script in every text stays a text, wherever it is shown", async () => {
      const said: Record<string, Record<string, string>> = {
        details: {
          title: HOSTILE,
          description: `${HOSTILE}\n\n## ${HOSTILE}\n\n- **${HOSTILE}**\n\n[x](javascript:alert(1))`,
          category: "<b>x",
          tags: "<script>alert(1)",
          "speakers.0.id": crypto.randomUUID(),
          "speakers.0.name": "<script>alert(1)",
          "speakers.0.role": "primary",
          "speakers.0.title": HOSTILE,
          "speakers.0.company": HOSTILE,
          "speakers.0.bio": HOSTILE,
          "materials.0.id": crypto.randomUUID(),
          "materials.0.title": HOSTILE,
          "materials.0.url": "https://example.test/?<script>alert(1)",
          "materials.0.when": "before",
          "materials.0.whom": "everyone",
        },
        page: {
          ...Object.fromEntries(
            ["keyPoints", "objectives", "whoFor", "prerequisites", "thankYouText", "seoTitle", "seoDescription"]
              .map((name) => [name, HOSTILE]),
          ),
          "agenda.0.minute": "0",
          "agenda.0.title": HOSTILE,
          "agenda.0.text": HOSTILE,
          "questions.0.id": "q1",
          "questions.0.kind": "one",
          "questions.0.label": HOSTILE,
          "questions.0.help": HOSTILE,
          "questions.0.options": `${HOSTILE}\nother`,
        },
        "texts/de": { title: HOSTILE, description: HOSTILE, keyPoints: HOSTILE, "questions.0.label": HOSTILE },
      };
      for (const [step, fields] of Object.entries(said)) {
        const form = formOf((await owner(`${event}/edit/${step}`)).body);
        const saved = await owner(`${event}/edit/${step}`, { ...form, ...fields, then: "save" });
        assert.equal(saved.status, 303, `${step}: ${/field-error[^<]*<[^>]*>[^<]*/.exec(saved.body)?.[0]}`);
      }
      const { status } = await call(
        { app, apiKey: demo.apiKey },
        "POST",
        `/api/events/${demo.event.id}/registrations`,
        {
          email: "eve@people.example",
          firstName: "<script>alert(1)",
          lastName: HOSTILE.slice(0, 50),
          company: HOSTILE,
          specialRequirements: HOSTILE,
          termsAccepted: true,
          privacyConsent: true,
        },
      );
      assert.equal(status, 201);
      const desk = await eventually("Eve on the desk", async () => {
        const { body } = await owner(`${event}/registrations?q=eve@people.example`);
        return /person=([0-9a-f-]{36})/.exec(body)?.[1];
      });
      const mine = [
        "",
        "/edit/details",
        "/edit/page",
        "/edit/texts/de",
        "/edit/automations",
        "/edit/money",
        "/preview?in=de",
        "/history",
        `/registrations?person=${desk}&q=${encodeURIComponent(HOSTILE)}`,
        "/registrations/import",
      ].map((path) => event + path);
      const shown = [
        "/dashboard/experiences/virtual-events",
        `/dashboard/experiences/virtual-events?q=${encodeURIComponent(HOSTILE)}`,
        `/dashboard/find?q=${encodeURIComponent(HOSTILE)}`,
        ...mine,
        page,
        `${page}?lang=de`,
        `/s/carlos/webinars?q=${encodeURIComponent(HOSTILE)}`,
        "/s/carlos/webinars",
        "/sitemap.xml",
      ];
      for (const path of shown) {
        const { status, body } = await owner(path);
        assert.equal(status, 200, path);
        assert.doesNotMatch(body, ALIVE, path);
      }
      assert.doesNotMatch((await owner(page)).body, /href="javascript:/);
    });

    await t.step("a name shows its letters, and none that hide or turn them", async () => {
      const form = formOf((await stranger(page)).body);
      const sent = await stranger(`${page}/register`, {
        ...form,
        firstName: "A\u202ena\u200b\u2066",
        lastName: "Gi\u200dl\ufeff",
        email: "bidi@people.example",
        "q-q1": "other",
        termsAccepted: "true",
        privacyConsent: "true",
      });
      assert.equal(sent.status, 303, /field-error[^<]*<[^>]*>[^<]*/.exec(sent.body)?.[0]);
      const { body } = await eventually("the registration on the desk", async () => {
        const found = await owner(`${event}/registrations?q=bidi@people.example`);
        return found.body.includes("bidi@people.example") ? found : null;
      });
      assert.match(body, />Ana Gil</);
      assert.doesNotMatch(body, /[\u200b\u202e\u2066\ufeff]/);
    });

    await t.step(
      "a hundred megabytes are not read to their end, and the next page comes as ever",
      async () => {
        const cookie = await cookieOf(app.url, demo);
        for (const path of [`${event}/edit/details`, `${event}/edit/cover`, "/dashboard/settings"]) {
          const answer = await fetch(app.url + path, {
            method: "POST",
            headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
            body: megabytes(100),
          }).catch(() => null); // the server may close before everything is sent
          // too large, or found to be no form before that
          if (answer) assert.ok([413, 415].includes(answer.status), `${path}: ${answer.status}`);
          await answer?.body?.cancel();
        }
        assert.equal((await owner(event)).status, 200);
      },
    );

    await t.step("a workbook that becomes large is not read, however small it is", async () => {
      const bomb = await bombOf(64 * 1024 * 1024);
      assert.ok(bomb.byteLength < MOST_BYTES, "it is not refused for its size");
      const form = new FormData();
      form.set("file", new File([bomb], "people.xlsx"));
      const answer = await owner(`${event}/registrations/import`, form);
      assert.equal(answer.status, 400);
      assert.match(answer.body, /role="alert"[^>]*>(<[^>]*>)*[^<]*The Excel file cannot be read/);
    });

    await t.step("lists in every usual encoding are read, what is no text is refused", async () => {
      const list = "e-mail,first name,last name\nzoe@people.example,Zoë,Núñez\n";
      const files: [Uint8Array<ArrayBuffer>, number][] = [
        [new TextEncoder().encode(`\ufeff${list}`), 200],
        [utf16(list), 200],
        [new Uint8Array([...list].map((letter) => letter.charCodeAt(0))), 200],
        [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 400],
      ];
      for (const [bytes, status] of files) {
        const form = new FormData();
        form.set("file", new File([bytes], "people.csv"));
        const answer = await owner(`${event}/registrations/import`, form);
        assert.equal(answer.status, status);
        if (status === 200) assert.match(answer.body, /Zoë/);
      }
    });

    await t.step("ids of nobody and of others lead nowhere", async () => {
      const nobody = crypto.randomUUID();
      const events = "/dashboard/experiences/virtual-events";
      for (const path of [nobody, `${nobody}/edit/details`, `${nobody}/registrations`, "1", "..%2f..%2fetc", "%00"]) {
        assert.equal((await owner(`${events}/${path}`)).status, 404, path);
      }
      assert.equal((await owner(`${event}/registrations?person=${nobody}`)).status, 200);
      assert.equal((await owner(`${event}/registrations`, { do: "cancel", registrationId: nobody })).status, 404);
      assert.equal((await owner(`${event}/edit/texts/xx`)).status, 404);
      assert.equal((await owner(`${event}/materials/${nobody}`)).status, 404);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});

async function cookieOf(url: string, { users }: Awaited<ReturnType<typeof readDemo>>): Promise<string> {
  const { email, password } = users.find(({ role }) => role === "owner")!;
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", body, redirect: "manual" });
  await answer.body?.cancel();
  return answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
}

function megabytes(count: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ === count) controller.close();
      else controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
}

/** A workbook with one sheet that unpacks to so many bytes. */
async function bombOf(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const megabyte = " ".repeat(1024 * 1024);
  const entries = [
    { name: "[Content_Types].xml", text: ["<Types/>"] },
    { name: "xl/worksheets/sheet1.xml", text: Array.from({ length: bytes / megabyte.length }, () => megabyte) },
  ];
  const pieces = await Array.fromAsync(zip(entries));
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  const units = new Uint16Array([0xfeff, ...[...text].map((letter) => letter.charCodeAt(0))]);
  return new Uint8Array(units.buffer);
}
