import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { broughtIn } from "../../../web/imports/brought.ts";
import { rowsOfWorkbook, UnreadableWorkbook } from "../../../web/imports/workbook.ts";
import { workbookOf } from "../../support/workbook.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const book =
  `<workbook xmlns="${MAIN}" xmlns:r="x"><sheets><sheet name="B" sheetId="2" r:id="rId7"/></sheets></workbook>`;
const relations = `<Relationships><Relationship Id="rId1" Target="styles.xml"/>
  <Relationship Target="worksheets/people.xml" Id="rId7"/></Relationships>`;

/** A workbook as Excel writes one: shared texts, gaps, numbers. */
function made(rows: string, shared = "", more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(book),
    "xl/_rels/workbook.xml.rels": strToU8(relations),
    "xl/sharedStrings.xml": strToU8(`<sst>${shared}</sst>`),
    "xl/worksheets/people.xml": strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...more,
  });
}

const form = (bytes: Uint8Array, more: Record<string, string> = {}) => {
  const data = new FormData();
  data.set("file", new File([bytes as BlobPart], "list.xlsx"));
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  return data;
};

Deno.test("the first sheet is read: shared and own texts, gaps, numbers, what is escaped", () => {
  const rows = rowsOfWorkbook(
    made(
      `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Tel &amp; co</t></is></c></row>
      <row r="2"/><row r="3"><c r="A3" t="str"><f>1+1</f><v>a&lt;b</v></c><c r="C3"><v>3.4600123456E10</v></c></row>`,
      `<si><t>E-mail</t></si><si><r><t>Na</t></r><r><t xml:space="preserve">me </t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>`,
    ),
    10,
  );
  assert.deepEqual(rows, [["E-mail", "Name ", "Tel & co"], ["a<b", "", "34600123456"]]);
});

Deno.test("names with a prefix are read, and elements that never end keep nobody waiting", () => {
  const sheet = (xml: string) => ({ "xl/worksheets/people.xml": strToU8(xml) });
  const prefixed = "<x:worksheet><x:row><x:c><x:v>1</x:v></x:c></x:row></x:worksheet>";
  assert.deepEqual(rowsOfWorkbook(made("", "", sheet(prefixed)), 10), [["1"]]);
  assert.deepEqual(rowsOfWorkbook(made("", "", sheet("<row>".repeat(2_000_000))), 10), []);
});

Deno.test("what the product writes, it reads", async () => {
  const rows = [["E-mail", "First name", "Last name"], ["ana@example.test", "Ana", 'O\'Neill, "Gil"']];
  assert.deepEqual(rowsOfWorkbook(await workbookOf(rows), 10), rows);
  const brought = await broughtIn(form(await workbookOf(rows)));
  assert.ok(brought.ok);
  assert.deepEqual(brought.people, [{ email: "ana@example.test", firstName: "Ana", lastName: 'O\'Neill, "Gil"' }]);
  assert.equal(brought.wanted, false, "it is shown first");
});

Deno.test("a bomb, a lie about its size, a picture in its place and half a file are refused", async () => {
  const bomb = made("", "", { "xl/worksheets/people.xml": new Uint8Array(100_000_000) });
  assert.ok(bomb.length < 200_000, "small outside");
  const lying = bomb.slice();
  const view = new DataView(lying.buffer);
  for (let at = 0; at < lying.length - 30; at++) {
    // both headers say that it is ten bytes long
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
  }
  const half = made("<row><c><v>1</v></c></row>").subarray(0, 300);
  for (const bytes of [bomb, lying, half, zipSync({ "picture.png": new Uint8Array(9) })]) {
    assert.throws(() => rowsOfWorkbook(bytes, 10), UnreadableWorkbook);
    assert.deepEqual(await broughtIn(form(bytes)), { ok: false, problem: "workbook" });
  }
});

Deno.test("more rows than may be are told, and no more of them are read", async () => {
  const row = '<row><c t="inlineStr"><is><t>x</t></is></c></row>';
  assert.equal(rowsOfWorkbook(made(row.repeat(5_000)), 2_001).length, 2_002);
  assert.deepEqual(await broughtIn(form(made(row.repeat(5_000)))), { ok: false, problem: "too_many" });
});

Deno.test("a document of its own entities is text and nothing more", () => {
  const xml =
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row>';
  const bytes = made("", "", { "xl/worksheets/people.xml": strToU8(`${xml}</sheetData></worksheet>`) });
  assert.deepEqual(rowsOfWorkbook(bytes, 10), [["&a;"]]);
});
