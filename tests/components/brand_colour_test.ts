import assert from "node:assert/strict";
import fc from "fast-check";
import { AA, brandAccents, contrast, fromOklch, parseHex, toHex, toOklch } from "../../components/brand_colour.ts";

const channel = fc.integer({ min: 0, max: 255 });
const hex = fc.tuple(channel, channel, channel).map(([r, g, b]) => toHex([r / 255, g / 255, b / 255]));

/** The surfaces of `styles/tokens.css` that text stands on, lightest and darkest of each scheme. */
const surfaces = {
  light: [fromOklch({ l: 1, c: 0, h: 0 }), fromOklch({ l: 0.96, c: 0.005, h: 85 })],
  dark: [fromOklch({ l: 0.175, c: 0.008, h: 270 }), fromOklch({ l: 0.25, c: 0.012, h: 270 })],
};

Deno.test("any brand colour becomes one that can be read, on every surface and with text on it, in both schemes", () => {
  fc.assert(fc.property(hex, (brand) => {
    const accents = brandAccents(brand)!;
    for (const scheme of ["light", "dark"] as const) {
      const accent = parseHex(accents[scheme].accent)!;
      assert.ok(contrast(accent, parseHex(accents[scheme].onAccent)!) >= AA, `${brand} ${scheme}: text on it`);
      for (const surface of surfaces[scheme]) {
        assert.ok(contrast(accent, surface) >= AA, `${brand} ${scheme}: on the surface`);
      }
    }
  }));
});

Deno.test("it keeps its hue", () => {
  for (const brand of ["#ffd400", "#00bb55", "#e11d48", "#1f6feb", "#8ab4f8"]) {
    const { h } = toOklch(parseHex(brand)!);
    for (const { accent } of Object.values(brandAccents(brand)!)) {
      const moved = toOklch(parseHex(accent)!);
      if (moved.c < 0.03) continue; // what is nearly grey has no hue to speak of
      const apart = Math.abs(((moved.h - h + 540) % 360) - 180);
      assert.ok(apart < 6, `${brand} → ${accent}: ${apart.toFixed(1)}° apart`);
    }
  }
});

Deno.test("a colour that can be read already stays as it is", () => {
  assert.equal(brandAccents("#1d4ed8")?.light.accent, "#1d4ed8");
});

Deno.test("what is no colour gives none", () => {
  for (const text of ["", "red", "#12", "#12345g", "javascript:"]) assert.equal(brandAccents(text), null);
});

Deno.test("contrast is WCAG's", () => {
  assert.equal(Math.round(contrast([0, 0, 0], [1, 1, 1])), 21);
  assert.equal(contrast(parseHex("#777777")!, parseHex("#fff")!).toFixed(2), "4.48");
});
