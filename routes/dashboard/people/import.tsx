import { page } from "fresh";
import { Head } from "fresh/runtime";
import { importLeads } from "../../../commands/import_leads.ts";
import { Button, ButtonLink } from "../../../components/Button.tsx";
import { Checkbox, TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { translator } from "../../../i18n/translate.ts";
import { readUpload } from "../../../web/body.ts";
import { callerOf } from "../../../web/caller.ts";
import { decoded, MOST_BYTES, MOST_ROWS, peopleIn, readCsv, suggested } from "../../../web/imports/people_csv.ts";
import { reasonText } from "../../../web/pages/desk.ts";
import { requestIdOf } from "../../../web/pages/event_saving.ts";
import { define, type State } from "../../../web/state.ts";
import { TagList } from "./new.tsx";

interface Outcome {
  done: { count: number; known: number } | null;
  problem: string | null;
  rows: { row: number; problem: string }[];
}
const nothing: Outcome = { done: null, problem: null, rows: [] };

export const handler = define.handlers({
  GET: () => page(nothing),

  async POST(ctx) {
    const form = await readUpload(ctx.req, 2 * MOST_BYTES);
    const outcome = await bringIn(ctx.state, form);
    return page(outcome, { status: outcome.done ? 200 : 400 });
  },
});

/** Everybody in the file, or nobody: a row that is wrong is named, and nothing is half-done. */
async function bringIn(state: State, form: FormData): Promise<Outcome> {
  const { app, locale } = state;
  const t = translator(locale);
  const file = form.get("file");
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
  const read = readCsv(decoded(bytes));
  if (!read.ok) return { ...nothing, problem: t(`desk.import.${read.problem}`, { most: MOST_ROWS }) };
  const mapping = suggested(read.columns);
  if (mapping.email === undefined || mapping.firstName === undefined || mapping.lastName === undefined) {
    return { ...nothing, problem: t("leads.import.columns") };
  }
  const { people, problems } = peopleIn(read, mapping);
  if (problems.length > 0) {
    const rows = problems.slice(0, 100).map(({ row, problem, first = 0 }) => ({
      row,
      problem: problem === "twice" ? t("desk.import.twice", { row: first }) : t(`desk.import.${problem}`),
    }));
    return { ...nothing, problem: t("leads.import.nothing"), rows };
  }
  const tags = TagList.safeParse(form.get("tags") ?? "");
  const texts = Object.fromEntries([...form].filter(([, value]) => typeof value === "string")) as Record<
    string,
    string
  >;
  const caller = { ...callerOf(state), commandId: requestIdOf(texts) };
  const { added, known, failed, position } = await importLeads(app.commands, caller, {
    people,
    attribution: {
      source: String(form.get("source") ?? "").trim().slice(0, 100) || "import",
      medium: null,
      campaign: null,
    },
    marketing: form.get("marketing") === "true",
    tags: tags.success ? tags.data : [],
  });
  if (position !== null) await app.caughtUp(position, 5_000);
  const rows = failed.map(({ index, reason }) => ({ row: index + 2, problem: reasonText(reason, locale) }));
  return { done: { count: added + known, known }, problem: null, rows };
}

export default define.page<typeof handler>(function ImportPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack">
      <Head>
        <title>{t("leads.import")}</title>
      </Head>
      <header class="page-head">
        <div>
          <h1>{t("leads.import")}</h1>
          <p class="muted">{t("leads.import.lead")}</p>
        </div>
        <ButtonLink kind="quiet" href="/dashboard/people">{t("leads.title")}</ButtonLink>
      </header>
      {data.problem ? <Notice tone="negative" alert>{data.problem}</Notice> : null}
      {data.done ? <Notice tone="positive" alert>{t("leads.imported", data.done)}</Notice> : null}
      {data.rows.length > 0
        ? (
          <ul>
            {data.rows.map(({ row, problem }) => <li key={row}>{t("leads.import.row", { row, problem })}</li>)}
          </ul>
        )
        : null}
      <form method="post" encType="multipart/form-data" class="form">
        <input type="hidden" name="requestId" value={crypto.randomUUID()} />
        <TextField name="file" type="file" accept=".csv,text/csv" label={t("leads.import.file")} required />
        <TextField name="source" label={t("leads.import.source")} maxLength={100} />
        <TextField name="tags" label={t("leads.import.tags")} hint={t("desk.tags.hint")} maxLength={1000} />
        <Checkbox name="marketing" value="true" label={t("leads.add.marketing")} />
        <Button kind="primary">{t("leads.import.go")}</Button>
      </form>
    </div>
  );
});
