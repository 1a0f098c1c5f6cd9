import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { download, type Format } from "../../../web/exports/download.ts";
import type { Cell, Sheet } from "../../../web/exports/sheet.ts";

const attacks = [
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3+cmd",
  "@SUM(A1)",
  "\t=1+1",
  '  =HYPERLINK("http://x")',
  "＝1+1",
];

function sheetOf(rows: readonly (readonly Cell[])[], language: Sheet["language"] = "en"): Sheet {
  return {
    title: "Morning Yoga",
    subtitle: "2 people",
    language,
    columns: [{ label: "Name" }, { label: "Note", width: 2 }],
    rows: (async function* () {
      yield* rows;
    })(),
  };
}

async function bytes(sheet: Sheet, format: Format): Promise<Uint8Array> {
  return new Uint8Array(await download(sheet, format, "Morning Yoga / ä").arrayBuffer());
}

const unmarked = (text: string) => text.replace(/^\ufeff/, "");

Deno.test("CSV gives every text back, quoted where it must be", async () => {
  const rows = [['José "Pepe" O’Neill', "a, b;\r\nc"], ["王小明", "مرحبا"]];
  for (const language of ["en", "de", "es"] as const) {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await bytes(sheetOf(rows, language), "csv"));
    assert.ok(text.startsWith("\ufeff"));
    const { data, meta } = Papa.parse<string[]>(unmarked(text), { skipEmptyLines: true });
    assert.equal(meta.delimiter, language === "en" ? "," : ";");
    assert.deepEqual(data, [["Name", "Note"], ...rows]);
  }
});

Deno.test("No text in a CSV is a formula to a spreadsheet", async () => {
  const text = new TextDecoder().decode(await bytes(sheetOf(attacks.map((attack) => [attack, "-5"])), "csv"));
  const { data } = Papa.parse<string[]>(unmarked(text), { skipEmptyLines: true });
  for (const [name, note] of data.slice(1)) {
    assert.match(name!, /^'/);
    assert.equal(note, "-5", "numbers stay numbers");
  }
});

Deno.test("A workbook holds texts as texts, without what XML cannot hold", async () => {
  const files = unzipSync(
    await bytes(sheetOf([...attacks, "<b>&\u0001\ud800 bold"].map((text) => [text, 42])), "xlsx"),
  );
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"]!);
  assert.doesNotMatch(sheet, /<f[ >]/);
  assert.equal(sheet.match(/t="inlineStr"/g)!.length, attacks.length + 3);
  assert.match(sheet, /=1\+1/);
  assert.match(sheet, /&lt;b&gt;&amp;\ufffd bold/);
  assert.match(sheet, /<v>42<\/v>/);
  assert.ok(strFromU8(files["[Content_Types].xml"]!).includes("sheet1.xml"));
});

Deno.test("A PDF has its fonts inside and turns the page by itself", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => [`Žofie Αθηνά Юлия ${i}`, "long ".repeat(100)]);
  const text = new TextDecoder("latin1").decode(await bytes(sheetOf(rows), "pdf"));
  assert.ok(text.startsWith("%PDF-"));
  assert.match(text, /\/FontFile2/);
  assert.equal(text.match(/\/Type \/Page\n/g)!.length, 4);
});

Deno.test("A list is read no further than it is taken", async () => {
  for (const format of ["csv", "xlsx", "pdf"] as const) {
    let read = 0;
    let closed = false;
    const rows = async function* () {
      try {
        for (; read < 1_000_000; read++) yield [`Name ${read}`, crypto.randomUUID()];
      } finally {
        closed = true;
      }
    };
    const response = download({ ...sheetOf([]), rows: rows() }, format, "x");
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    assert.ok(read < 20_000, `${format} had read ${read}`);
    assert.ok(closed, format);
  }
});

Deno.test("A download's name is harmless", () => {
  const { headers } = download(sheetOf([]), "csv", '../Año "nuevo"\r\nX: y');
  assert.equal(headers.get("content-disposition"), 'attachment; filename="Ano-nuevo-X-y.csv"');
});
