type Labels = Readonly<Record<string, string>>;

/** Figures of this process, in the form that Prometheus reads (text format 0.0.4). */
export interface Metrics {
  /** Adds to a number that only grows. */
  count(name: string, labels?: Labels, by?: number): void;
  /** Notes how long something took. */
  took(name: string, seconds: number, labels?: Labels): void;
  /** What stands now; `null` forgets it. */
  set(name: string, value: number | null, labels?: Labels): void;
  /** Forgets everything of one name, before it is set anew. */
  clear(name: string): void;
  /** Everything, as text. */
  render(): string;
}

interface Family {
  kind: "counter" | "gauge" | "histogram";
  help: string;
}

/** Upper ends of what is counted together, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Labels come from fixed sets; past so many something is wrong, and memory must not pay for it. */
const MOST_SERIES = 2_000;

interface Series {
  labels: Labels;
  value: number;
  buckets: number[];
  count: number;
}

/** A registry of what is declared. */
export function createMetrics(families: Readonly<Record<string, Family>>): Metrics {
  const all = new Map<string, Map<string, Series>>();

  function seriesOf(name: string, labels: Labels): Series | null {
    if (!families[name]) throw new TypeError(`the figure ${name} was not declared`);
    const own = all.get(name) ?? new Map<string, Series>();
    all.set(name, own);
    const key = JSON.stringify(Object.entries(labels).sort());
    const found = own.get(key);
    if (found) return found;
    if (own.size >= MOST_SERIES) return null;
    const made = { labels, value: 0, buckets: BUCKETS.map(() => 0), count: 0 };
    own.set(key, made);
    return made;
  }

  return {
    count(name, labels = {}, by = 1) {
      const series = seriesOf(name, labels);
      if (series) series.value += by;
    },
    took(name, seconds, labels = {}) {
      const series = seriesOf(name, labels);
      if (!series) return;
      series.count++;
      series.value += seconds;
      BUCKETS.forEach((end, i) => seconds <= end && series.buckets[i]!++);
    },
    set(name, value, labels = {}) {
      const series = seriesOf(name, labels);
      if (series) series.value = value ?? NaN;
    },
    clear: (name) => void all.delete(name),
    render() {
      const lines: string[] = [];
      for (const [name, { kind, help }] of Object.entries(families)) {
        const series = [...all.get(name)?.values() ?? []].filter(({ value }) => !Number.isNaN(value));
        if (series.length === 0) continue;
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
        for (const one of series) lines.push(...(kind === "histogram" ? histogram(name, one) : [single(name, one)]));
      }
      return lines.join("\n") + "\n";
    },
  };
}

function single(name: string, { labels, value }: Series): string {
  return `${name}${written(labels)} ${value}`;
}

function histogram(name: string, { labels, value, count, buckets }: Series): string[] {
  return [
    ...BUCKETS.map((end, i) => `${name}_bucket${written({ ...labels, le: String(end) })} ${buckets[i]}`),
    `${name}_bucket${written({ ...labels, le: "+Inf" })} ${count}`,
    `${name}_sum${written(labels)} ${value}`,
    `${name}_count${written(labels)} ${count}`,
  ];
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (c) => c === "\n" ? "\\n" : `\\${c}`);
}
