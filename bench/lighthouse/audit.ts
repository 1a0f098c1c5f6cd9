/** Lighthouse, mobile, on pages of a browser that listens on a port: `audit.ts 9222 http://…`. Prints one object. */
import lighthouse from "lighthouse";

const [port, ...urls] = Deno.args;
const answers: Record<string, unknown> = {};
for (const url of urls) {
  const result = await lighthouse(url, { port: Number(port), output: "json", logLevel: "error" });
  if (!result) throw new Error(`no answer about ${url}`);
  const { categories, audits } = result.lhr;
  const weight = (type: string) => {
    const { items = [] } = (audits["resource-summary"]?.details ?? {}) as { items?: Row[] };
    return items.find(({ resourceType }) => resourceType === type)?.transferSize ?? 0;
  };
  answers[url] = {
    scores: Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)])),
    layoutShift: audits["cumulative-layout-shift"]?.numericValue,
    total: weight("total"),
    images: weight("image"),
    script: weight("script"),
    elsewhere: weight("third-party"),
    failed: Object.values(audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0)
      .map(({ id }) => id),
  };
}
console.log(JSON.stringify(answers));
Deno.exit(0);

interface Row {
  resourceType: string;
  transferSize: number;
}
