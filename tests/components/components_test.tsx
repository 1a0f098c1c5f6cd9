import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { initialsOf } from "../../components/Avatar.tsx";
import { Button } from "../../components/Button.tsx";
import { hueOf } from "../../components/Cover.tsx";
import { query } from "../../components/hrefs.ts";
import { iconPaths } from "../../components/icon_paths.ts";
import { Checkbox, TextField } from "../../components/inputs.tsx";
import { pagesAround } from "../../components/Pagination.tsx";
import { pointsOf } from "../../components/Sparkline.tsx";
import { Table } from "../../components/Table.tsx";

Deno.test("a field names its control, and reads hint and error with it", () => {
  const html = render(<TextField name="email" label="E-mail" hint="Yours" error="Wrong" value={`"><b>`} focus />);
  assert.match(html, /<label[^>]* for="f-email"/);
  assert.match(html, /id="f-email"[^>]*/);
  assert.match(html, /aria-describedby="f-email-hint f-email-error"/);
  assert.match(html, /aria-invalid="true"/);
  assert.match(html, /autofocus/);
  assert.doesNotMatch(html, /<b>/);
});

Deno.test("a field without an error does not claim one", () => {
  const html = render(<TextField name="dates.0.startsAt" label="Date" />);
  assert.match(html, /id="f-dates-0-startsAt"/);
  assert.doesNotMatch(html, /aria-invalid|aria-describedby|autofocus/);
});

Deno.test("a box is not ticked unless told so", () => {
  assert.doesNotMatch(render(<Checkbox name="marketing" label="News" />), / checked/);
  assert.match(render(<Checkbox name="marketing" label="News" checked />), / checked/);
});

Deno.test("a busy button cannot be pressed again", () => {
  const html = render(<Button busy>Save</Button>);
  assert.match(html, /aria-busy="true"/);
  assert.match(html, / disabled/);
});

Deno.test("a table marks how it is sorted, labels its cells, and shows what stands for no rows", () => {
  const columns = [
    {
      key: "a",
      label: "Name",
      cell: (row: string) => row,
      sort: { href: "?sort=a", direction: "descending" as const },
    },
  ];
  const html = render(<Table caption="People" columns={columns} rows={["Ana"]} keyOf={(row) => row} empty="nobody" />);
  assert.match(html, /<caption[^>]*>People/);
  assert.match(html, /aria-sort="descending"/);
  assert.match(html, /<td\s+data-label="Name"\s*>Ana/);
  assert.equal(render(<Table caption="" columns={columns} rows={[]} keyOf={(row) => row} empty="nobody" />), "nobody");
});

Deno.test("pagination keeps first, last and neighbours, and never hides a single page behind dots", () => {
  assert.deepEqual(pagesAround(1, 1), [1]);
  assert.deepEqual(pagesAround(1, 10), [1, 2, null, 10]);
  assert.deepEqual(pagesAround(3, 10), [1, 2, 3, 4, null, 10]);
  assert.deepEqual(pagesAround(4, 10), [1, 2, 3, 4, 5, null, 10]);
  assert.deepEqual(pagesAround(10, 10), [1, null, 9, 10]);
});

Deno.test("a query keeps what it does not change", () => {
  const url = new URL("https://x.example/list?q=a%20b&page=3");
  assert.equal(query(url, { page: null, lang: "de" }), "?q=a+b&lang=de");
  assert.equal(query(url, { page: null, q: null }), "?");
});

Deno.test("initials, curves and hues", () => {
  assert.equal(initialsOf("Ana María López"), "AL");
  assert.equal(initialsOf("  ō "), "Ō");
  assert.equal(initialsOf(""), "?");
  assert.equal(pointsOf([0, 2], 10, 10), "0,9 10,1");
  assert.equal(pointsOf([0, 0], 10, 10), "0,9 10,9");
  assert.equal(hueOf("3f0c"), hueOf("3f0c"));
  assert.ok(hueOf("ñ") >= 0 && hueOf("ñ") < 360);
});

Deno.test("every icon is lucide's, unchanged", async () => {
  for (const [name, inside] of Object.entries(iconPaths)) {
    const file = new URL(`../../node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
    const drawing = (await Deno.readTextFile(file)).replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
    assert.ok(drawing.includes(inside), name);
  }
});
