import assert from "node:assert/strict";
import fc from "fast-check";
import { EventDetails } from "../../../domain/virtual_event/events.ts";
import { slugFrom, slugsFor } from "../../../domain/virtual_event/slug.ts";
import { id } from "../../support/ids.ts";

const made: [string, string][] = [
  ["5 Errores Comunes al Empezar con Calistenia", "5-errores-comunes-al-empezar-con-calistenia"],
  ["¿Cómo evitar lesiones? ¡Así!", "como-evitar-lesiones-asi"],
  ["Große Übungen für Füße", "grosse-ubungen-fur-fusse"],
  ["  —  ", "event"],
  ["瑜伽", "event"],
];
for (const [title, slug] of made) Deno.test(`${title} makes ${slug}`, () => assert.equal(slugFrom(title), slug));

Deno.test("whatever the title, each slug that is tried is one", () =>
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 150 }), (title) => {
    const slugs = [...slugsFor(title, id.event())];
    for (const slug of slugs) EventDetails.shape.slug.parse(slug);
    assert.equal(new Set(slugs).size, slugs.length);
    assert.ok(slugs.at(-1)?.endsWith(id.event()));
  })));
