/** A form as browsers send it, brought into one shape: every field that a step knows, rows of lists as `speakers.0.name`. */
export type FlatForm = Readonly<Record<string, string>>;
export type FlatRow = Readonly<Record<string, string>>;

/** The fields of a step. A box that is not ticked, or a field that was not sent, is an empty text. */
export interface Shape {
  fields: readonly string[];
  /** Fields of each row, by the list's name. `id`: given when the row is added, so that saving it twice is saving it once. */
  lists: Readonly<Record<string, readonly string[]>>;
  /** Rows that a list gets when its preset is chosen, by the preset's name. */
  presets?: Readonly<Record<string, { list: string; rows: readonly FlatRow[] }>>;
}

/** Most rows of one list. */
export const MOST_ROWS = 60;

/** What was sent, cut down to what the step knows; lines end as on every other machine. */
export function formOf(raw: FlatForm, { fields, lists }: Shape): FlatForm {
  const simple = fields.map((name) => [name, clean(raw[name])]);
  const rows = Object.entries(lists).map(([list, names]) => {
    const count = Object.keys(raw).reduce((most, name) => {
      const [own, at] = name.split(".");
      return own === list && /^\d{1,3}$/.test(at ?? "") ? Math.max(most, Number(at) + 1) : most;
    }, 0);
    const read = Array.from(
      { length: Math.min(count, MOST_ROWS) },
      (_, i) => Object.fromEntries(names.map((name) => [name, clean(raw[`${list}.${i}.${name}`])])),
    );
    return flatRows(list, read);
  });
  return Object.assign(Object.fromEntries(simple), ...rows);
}

/** The rows of a list, in their order. */
export function rowsOf(form: FlatForm, list: string): FlatRow[] {
  const rows: Record<string, string>[] = [];
  for (const [name, value] of Object.entries(form)) {
    const [own, at, field] = name.split(".");
    if (own !== list || at === undefined || field === undefined) continue;
    (rows[Number(at)] ??= {})[field] = value;
  }
  return rows.filter((row) => row !== undefined);
}

/** Rows as fields of a form. */
export function flatRows(list: string, rows: readonly FlatRow[]): FlatForm {
  return Object.fromEntries(
    rows.flatMap((row, i) => Object.entries(row).map(([name, value]) => [`${list}.${i}.${name}`, value])),
  );
}

/** The form with other rows in a list. */
export function withRows(form: FlatForm, list: string, rows: readonly FlatRow[]): FlatForm {
  const others = Object.entries(form).filter(([name]) => unitOf(name) !== list);
  return { ...Object.fromEntries(others), ...flatRows(list, rows.slice(0, MOST_ROWS)) };
}

/**
 * The form after `add.<list>`, `remove.<list>.<row>` or `clear.<list>.<row>.<field>` was pressed; null when something else
 * was.
 */
export function rearranged(
  form: FlatForm,
  pressed: string | undefined,
  { lists, presets = {} }: Shape,
): FlatForm | null {
  const preset = presets[/^preset\.(\w+)$/.exec(pressed ?? "")?.[1] ?? ""];
  if (preset) return withRows(form, preset.list, preset.rows);
  const [, verb, list, at, field] = /^(add|remove|clear)\.(\w+)(?:\.(\d+))?(?:\.(\w+))?$/.exec(pressed ?? "") ?? [];
  const names = list === undefined ? undefined : lists[list];
  if (!names) return null;
  if (verb === "clear") {
    const name = `${list}.${at}.${field}`;
    return name in form ? { ...form, [name]: "" } : null;
  }
  const rows = rowsOf(form, list!);
  if (verb === "remove") return withRows(form, list!, rows.filter((_, i) => i !== Number(at)));
  const blank = Object.fromEntries(names.map((name) => [name, name === "id" ? crypto.randomUUID() : ""]));
  return withRows(form, list!, [...rows, blank]);
}

/** What is changed as one: a field by itself, a list as a whole. */
export function unitOf(name: string): string {
  return name.split(".", 1)[0]!;
}

/**
 * What two people have made of the same form. What only one of them touched is taken from that one; what both changed, each
 * in another way, stays as `theirs` and is named in `conflicts`.
 */
export function merge(
  mine: FlatForm,
  theirs: FlatForm,
  base: FlatForm,
): { merged: FlatForm; conflicts: string[] } {
  const units = new Set([...Object.keys(mine), ...Object.keys(theirs)].map(unitOf));
  const merged: Record<string, string> = {};
  const conflicts: string[] = [];
  for (const unit of units) {
    const [own, other, former] = [mine, theirs, base].map((form) => part(form, unit)) as [FlatForm, FlatForm, FlatForm];
    const [touched, moved] = [!same(own, former), !same(other, former)];
    const clash = touched && moved && !same(own, other);
    if (clash) conflicts.push(unit);
    Object.assign(merged, touched && !clash ? own : other);
  }
  return { merged, conflicts };
}

/** One unit of a form. */
export function part(form: FlatForm, unit: string): FlatForm {
  return Object.fromEntries(Object.entries(form).filter(([name]) => unitOf(name) === unit));
}

function same(a: FlatForm, b: FlatForm): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

function clean(value: string | undefined): string {
  return (value ?? "").replaceAll("\r\n", "\n");
}
