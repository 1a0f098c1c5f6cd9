import assert from "node:assert/strict";
import fc from "fast-check";
import { render } from "preact-render-to-string";
import { RichText } from "../../components/RichText.tsx";
import { plainText } from "../../components/rich_text.ts";

const html = (text: string) => render(<RichText text={text} />).replaceAll(/ +>/g, ">");

Deno.test("headings, lists, links and emphasis are shown as such, plain text as it always was", () => {
  assert.equal(
    html("## Programme\n\nFirst *this*, **then** that.\nStill the same.\n\n- one\n- two\n\n1. a\n2. b\n\n### More"),
    "<h3>Programme</h3><p>First <em>this</em>, <strong>then</strong> that.<br>Still the same.</p>" +
      "<ul><li>one</li><li>two</li></ul><ol><li>a</li><li>b</li></ol><h4>More</h4>",
  );
  assert.equal(
    html("Just a text.\r\n\r\nAnd another: 2 * 3 * 4."),
    "<p>Just a text.</p><p>And another: 2 * 3 * 4.</p>",
  );
  assert.match(
    html("[our site](https://example.com/a?b=1)"),
    /<a href="https:\/\/example.com\/a\?b=1" target="_blank"/,
  );
});

Deno.test("nothing that a writer types becomes HTML or script", () => {
  assert.equal(html("<script>alert(1)</script>"), "<p>&lt;script>alert(1)&lt;/script></p>");
  for (const href of ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:1", "//example.com", "vbscript:x"]) {
    assert.equal(html(`[x](${href})`).includes("<a"), false, href);
  }
  assert.equal(html(`[x](https://a.example/"onmouseover="alert(1))`).includes("<a"), false);
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const tags = [
      ...html(`**${text}** [${text}](https://x.example) <img src=x onerror=${text}>`).matchAll(/<\/?(\w+)/g),
    ];
    for (const [, tag] of tags) {
      assert.ok(["p", "br", "strong", "em", "a", "ul", "ol", "li", "h3", "h4"].includes(tag!));
    }
  }));
});

Deno.test("the words alone are left for previews", () => {
  assert.equal(
    plainText("## Title\n\n**Bold** [link](https://x.example)\n\n- a\n- b"),
    "Title\n\nBold link\n\n- a\n- b",
  );
});

Deno.test("the longest description of nothing but marks is read at once", () => {
  for (const mark of ["*", "**", "[", "[x](", "*a", "- ", "("]) {
    assert.notEqual(html(mark.repeat(20_000 / mark.length)), "", mark);
  }
});
