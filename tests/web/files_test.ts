import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { Buffer } from "node:buffer";
import type { AnswerColumn, AnswerRow } from "../../projections/analysis/console.ts";
import { fileOf, type RowFormat } from "../../web/files/rows.ts";

const columns: AnswerColumn[] = [
  { name: "name", kind: "text" },
  { name: "n", kind: "number" },
  { name: "yes", kind: "bool" },
];
const rows: AnswerRow[] = [
  ["=1+1", "-2.5", "t"],
  ['a "quoted", line\n', null, "f"],
  ["@ & <x>\u0001", "12345678901234567890", null],
];

async function bytesOf(format: RowFormat): Promise<Buffer> {
  async function* batches() {
    yield rows.slice(0, 1);
    yield rows.slice(1);
  }
  return Buffer.concat(await Array.fromAsync(fileOf(format, columns, batches())));
}

Deno.test("a CSV file holds no formula, and quotes what must be quoted", async () => {
  assert.equal(
    (await bytesOf("csv")).toString(),
    '\uFEFFname,n,yes\r\n\'=1+1,-2.5,t\r\n"a ""quoted"", line\n",,f\r\n\'@ & <x>\u0001,12345678901234567890,\r\n',
  );
});

Deno.test("an NDJSON file holds values, and as text what a double cannot hold", async () => {
  const lines = (await bytesOf("ndjson")).toString().trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines, [
    { name: "=1+1", n: -2.5, yes: true },
    { name: 'a "quoted", line\n', n: null, yes: false },
    { name: "@ & <x>\u0001", n: "12345678901234567890", yes: null },
  ]);
});

Deno.test("an XLSX file is an archive whose sheet holds texts as texts", async () => {
  const file = await bytesOf("xlsx");
  const end = file.length - 22;
  assert.equal(file.readUInt32LE(end), 0x06054b50);
  const sheets = new Map<string, string>();
  for (let at = file.readUInt32LE(end + 16), n = file.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, size, length, start] = [20, 24].map((o) => file.readUInt32LE(at + o))
      .concat(file.readUInt16LE(at + 28), file.readUInt32LE(at + 42)) as [number, number, number, number];
    const name = file.subarray(at + 46, at + 46 + length).toString();
    const data = inflateRawSync(file.subarray(start + 30 + length, start + 30 + length + packed));
    assert.equal(data.length, size, name);
    sheets.set(name, data.toString());
    at += 46 + length;
  }
  assert.deepEqual([...sheets.keys()], [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
  ]);
  const sheet = sheets.get("xl/worksheets/sheet1.xml")!;
  assert.match(sheet, /<c t="inlineStr"><is><t xml:space="preserve">=1\+1<\/t><\/is><\/c><c><v>-2.5<\/v><\/c>/);
  assert.match(sheet, /@ &amp; &lt;x&gt;</);
  assert.doesNotMatch(sheet, /<f>/);
});
