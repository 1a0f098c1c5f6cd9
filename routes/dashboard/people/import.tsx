import { page } from "fresh";
import { Head } from "fresh/runtime";
import { importLeads } from "../../../commands/import_leads.ts";
import { ButtonLink } from "../../../components/Button.tsx";
import { ImportPeople, type ImportView } from "../../../components/dashboard/desk/ImportPeople.tsx";
import { Checkbox, TextField } from "../../../components/inputs.tsx";
import { translator } from "../../../i18n/translate.ts";
import { readUpload } from "../../../web/body.ts";
import { callerOf } from "../../../web/caller.ts";
import { broughtIn } from "../../../web/imports/brought.ts";
import { type ImportedPerson, MOST_BYTES } from "../../../web/imports/people_csv.ts";
import { reasonText } from "../../../web/pages/desk.ts";
import { define, type State } from "../../../web/state.ts";
import { TagList } from "./new.tsx";

const typed = ["source", "medium", "campaign", "tags"] as const;
type Typed = Partial<Record<typeof typed[number] | "marketing", string>>;

export const handler = define.handlers({
  GET: () => page({ view: { step: "choose", problem: null } as ImportView, typed: {} as Typed }),

  async POST(ctx) {
    const form = await readUpload(ctx.req, 3 * MOST_BYTES); // the text comes back with the second step, encoded
    const told: Typed = Object.fromEntries(
      [...typed, "marketing"].map((name) => [name, String(form.get(name) ?? "").trim()]),
    );
    const brought = await broughtIn(form);
    if (!brought.ok) {
      return page({ view: { step: "choose", problem: brought.problem } as ImportView, typed: told }, { status: 400 });
    }
    const { preview, people, wanted } = brought;
    const view: ImportView = wanted ? await bringIn(ctx.state, people, told, preview.importId) : preview;
    return page({ view, typed: told }, { status: preview.problems.length > 0 ? 400 : 200 });
  },
});

/** Everybody in the file: a row that is wrong was named before, and kept all of it out. */
async function bringIn(
  state: State,
  people: readonly ImportedPerson[],
  { source, medium, campaign, tags, marketing }: Typed,
  commandId: string,
): Promise<ImportView> {
  const { app, locale } = state;
  const list = TagList.safeParse(tags ?? "");
  const short = (text = "") => text.slice(0, 100) || null;
  const { added, known, failed, position } = await importLeads(app.commands, { ...callerOf(state), commandId }, {
    people,
    attribution: { source: short(source) ?? "import", medium: short(medium), campaign: short(campaign) },
    marketing: marketing === "true",
    tags: list.success ? list.data : [],
  });
  if (position !== null) await app.caughtUp(position, 5_000);
  return {
    step: "done",
    said: translator(locale)("leads.imported", { count: added + known, known }),
    failed: failed.map(({ index, reason }) => ({
      row: index + 2,
      name: people[index]!.email,
      reason: reasonText(reason, locale),
    })),
  };
}

export default define.page<typeof handler>(function ImportPage({ data: { view, typed }, state }) {
  const t = translator(state.locale);
  const field = (name: keyof Typed) => ({ name, value: typed[name] ?? "" });
  return (
    <div class="stack">
      <Head>
        <title>{t("leads.import")}</title>
      </Head>
      <h1>{t("leads.import")}</h1>
      <ImportPeople
        view={view}
        lead={t("leads.import.lead")}
        back={<ButtonLink href="/dashboard/people">{t("leads.title")}</ButtonLink>}
        more={
          <>
            <TextField {...field("source")} label={t("leads.import.source")} maxLength={100} />
            <TextField {...field("medium")} label={t("leads.medium")} maxLength={100} />
            <TextField {...field("campaign")} label={t("leads.campaign")} maxLength={100} />
            <TextField {...field("tags")} label={t("leads.import.tags")} hint={t("desk.tags.hint")} maxLength={1000} />
            <Checkbox
              name="marketing"
              value="true"
              checked={typed.marketing === "true"}
              label={t("leads.add.marketing")}
            />
          </>
        }
        locale={state.locale}
      />
    </div>
  );
});
