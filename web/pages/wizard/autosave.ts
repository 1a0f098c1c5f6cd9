import type { Context } from "fresh";
import { time } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { AutosaveAnswer } from "../../../components/dashboard/wizard/autosave_answer.ts";
import type { State } from "../../state.ts";
import type { StepPage } from "./saving.ts";

/** Whether the form was sent by its own script. */
export function wantsAnswer(request: Request): boolean {
  return request.headers.get("accept") === "application/json";
}

/**
 * What the script is told. After a clash it goes on comparing with what it had, so that the clash stays until somebody has
 * looked at it. `was`: the places to go back to.
 */
export function autosaveAnswer({ state }: Context<State>, saved: StepPage, zone: string, was?: string): Response {
  const t = translator(state.locale);
  const what = saved.problem ?? Object.values(saved.errors)[0];
  const answer: AutosaveAnswer = saved.status === 200
    ? {
      said: t("wizard.saved", { time: time(saved.savedAt ?? state.app.commands.now(), zone, state.locale) }),
      base: JSON.stringify(saved.base),
      ...(was === undefined ? {} : { was }),
    }
    : { said: t("wizard.unsaved", { what: what ?? "" }), base: null };
  return Response.json(answer);
}
