import assert from "node:assert/strict";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { servePreview } from "../support/preview/serve.ts";

const pages = [
  "/dev/components",
  "/list",
  "/list?variant=empty",
  "/event?variant=errors",
  "/event?variant=full_waitlist",
  "/event?variant=cancelled",
  "/ticket",
  "/ticket?variant=waitlisted",
  "/failure",
  "/board",
  "/board?variant=empty",
  "/overview",
  "/overview?variant=draft",
  "/people",
  "/form?variant=errors",
];

const looks = [
  { language: "de", width: 360, colorScheme: "light" },
  { language: "es", width: 768, colorScheme: "dark" },
  { language: "en", width: 1440, colorScheme: "light" },
] as const;

Deno.test("every component and page passes axe and fits its window, in three widths, two schemes, three languages", async (t) => {
  await using launched = await launchBrowser();
  const preview = await servePreview();
  try {
    for (const { language, width, colorScheme } of looks) {
      const viewport = { width, height: 800 };
      const context = await launched.browser.newContext({ viewport, colorScheme, timezoneId: "America/Mexico_City" });
      const page = await context.newPage();
      await page.route("**/dashboard/live*", (route) => route.abort());
      for (const path of pages) {
        await t.step(`${path} at ${width} px, ${colorScheme}, ${language}`, async () => {
          await page.goto(`${preview.url}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
          assert.deepEqual(await violations(page), []);
          assert.equal(await overflow(page), 0);
        });
      }
      await context.close();
    }
  } finally {
    await preview.close();
  }
});
