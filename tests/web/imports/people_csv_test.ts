import assert from "node:assert/strict";
import { decoded, peopleIn, readCsv, suggested } from "../../../web/imports/people_csv.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => {
  const found = readCsv(text);
  assert.ok(found.ok);
  return { ...found, ...peopleIn(found, suggested(found.columns)) };
};

Deno.test("Files are read in the encodings that spreadsheets write", () => {
  assert.equal(decoded(bytes("\ufeffVorname;Müller")), "Vorname;Müller");
  assert.equal(decoded(Uint8Array.of(0x4d, 0xfc, 0x6c)), "Mül");
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from("Ana,ñ", (c) => c.charCodeAt(0)).buffer),
  ]);
  assert.equal(decoded(wide), "Ana,ñ");
  assert.equal(decoded(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2)), null, "a picture");
  assert.equal(decoded(Uint8Array.of(0x50, 0x4b, 3, 4, 0)), null, "a workbook");
  assert.deepEqual(readCsv(null), { ok: false, problem: "encoding" });
});

Deno.test("Columns are recognised in three languages", () => {
  assert.deepEqual(suggested(["Vorname", "Nachname", "E-Mail", "Firma"]), {
    firstName: 0,
    lastName: 1,
    email: 2,
    company: 3,
  });
  assert.deepEqual(suggested(["Correo", "Nombre", "Apellidos"]), { email: 0, firstName: 1, lastName: 2 });
  assert.deepEqual(suggested(["x", "y"]), {});
});

Deno.test("Every wrong row is named as spreadsheets count, and only good ones are people", () => {
  const { people, problems } = read(
    [
      "email,first name,last name",
      "ana@example.test,Ana,Gil",
      "no address,Bea,Gil",
      "cleo@example.test,,Gil",
      "ANA@example.test,Ana,Again",
      "dan@example.test,Dan",
      `eva@example.test,${"E".repeat(101)},Gil`,
    ].join("\n"),
  );
  assert.deepEqual(people, [{ email: "ana@example.test", firstName: "Ana", lastName: "Gil" }]);
  assert.deepEqual(problems, [
    { row: 3, problem: "bad_email" },
    { row: 4, problem: "no_name" },
    { row: 5, problem: "twice", first: 2 },
    { row: 6, problem: "cells" },
    { row: 7, problem: "too_long" },
  ]);
});

Deno.test("What nobody sees in a name is taken away", () => {
  const { people } = read("email;Vorname;Nachname\nana@example.test;\u202eAna\u200b;'=Gil");
  assert.deepEqual(people[0], { email: "ana@example.test", firstName: "Ana", lastName: "=Gil" });
});

Deno.test("An empty or endless file is refused as a whole", () => {
  assert.deepEqual(readCsv("email,name\n\n"), { ok: false, problem: "empty" });
  assert.deepEqual(readCsv("email\n" + "a@example.test\n".repeat(2_001)), { ok: false, problem: "too_many" });
});
