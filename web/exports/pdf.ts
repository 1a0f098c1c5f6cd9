import { createRequire } from "node:module";
import { setImmediate as nextTurn } from "node:timers/promises";
import { number } from "../../i18n/formats.ts";
import { type Cell, printable, type Sheet } from "./sheet.ts";

const A4 = { width: 841.89, height: 595.28 }; // lying, in points
const MARGIN = 36;
const SIZE = { title: 16, text: 8 };
const ROW = 15;
const GREY = "#555555";

/** Chosen for its scripts: Latin, Greek, Cyrillic, Hebrew, Arabic and many more in one file. */
const require = createRequire(import.meta.url);
const FONTS = {
  text: "dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf",
  bold: "dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf",
};

/**
 * A list to print: A4 lying, head on every page, pages numbered, fonts embedded. A page leaves as soon as it is full. Text
 * that is too long for its column ends in an ellipsis.
 */
export async function* pdf({ title, subtitle, columns, rows, language }: Sheet): AsyncGenerator<Uint8Array> {
  const { default: PdfDocument } = await import("pdfkit"); // large, and rarely asked for
  const document = new PdfDocument({
    size: [A4.width, A4.height],
    margin: MARGIN,
    info: { Title: printable(title) },
    lang: language,
    bufferPages: false,
    autoFirstPage: false,
    font: require.resolve(FONTS.text),
  });
  document.registerFont("bold", require.resolve(FONTS.bold));
  document.registerFont("text", require.resolve(FONTS.text));
  const made: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => made.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on("end", resolve).on("error", reject));

  const whole = columns.reduce((sum, { width = 1 }) => sum + width, 0);
  const widths = columns.map(({ width = 1 }) => (A4.width - 2 * MARGIN) * width / whole);
  let page = 0;
  let y = Infinity;

  const line = (cells: readonly Cell[], font: "text" | "bold") => {
    document.font(font).fontSize(SIZE.text).fillColor("black");
    let x = MARGIN;
    cells.forEach((cell, i) => {
      const width = widths[i] ?? 0;
      const text = typeof cell === "number" ? number(cell, language) : oneLine(cell ?? "");
      document.text(fitting(text, width - 6, (part) => document.widthOfString(part)), x, y, { lineBreak: false });
      x += width;
    });
    y += ROW;
  };
  const turn = () => {
    document.addPage();
    page++;
    y = MARGIN;
    if (page === 1) {
      document.font("bold").fontSize(SIZE.title).fillColor("black").text(oneLine(title), MARGIN, y, {
        lineBreak: false,
      });
      document.font("text").fontSize(SIZE.text + 1).fillColor(GREY).text(oneLine(subtitle), MARGIN, y + 22, {
        lineBreak: false,
      });
      y += 44;
    }
    document.font("text").fontSize(SIZE.text).fillColor(GREY).text(
      String(page),
      A4.width - MARGIN - 30,
      A4.height - MARGIN + 4,
      { width: 30, align: "right", lineBreak: false, height: ROW },
    );
    line(columns.map(({ label }) => label), "bold");
    document.moveTo(MARGIN, y - 4).lineTo(A4.width - MARGIN, y - 4).lineWidth(0.5).strokeColor(GREY).stroke();
  };

  turn();
  for await (const row of rows) {
    if (y > A4.height - MARGIN - ROW) {
      turn();
      await nextTurn(); // in which the document hands over what it has, and others come to their turn
      yield* made.splice(0);
    }
    line(row, "text");
  }
  document.end();
  await ended;
  yield* made.splice(0);
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, " ").trim();
}

/** As much of a text as there is room for. */
function fitting(text: string, width: number, measure: (text: string) => number): string {
  if (text.length * SIZE.text <= width) return text; // no sign is wider than it is high; measuring costs most of the time
  const cut = text.length > 200 ? text.slice(0, 200) : text;
  if (cut === text && measure(text) <= width) return text;
  let [fits, most] = [0, cut.length];
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (measure(cut.slice(0, middle) + "…") <= width) fits = middle;
    else most = middle - 1;
  }
  return cut.slice(0, fits).toWellFormed() + "…";
}
