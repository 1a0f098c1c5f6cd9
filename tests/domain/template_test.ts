import { template, templateId } from "../../domain/template/template.ts";
import { given } from "../support/given.ts";
import { id } from "../support/ids.ts";

const studioId = id.studio("s");
const which = { at: "2026-06-01T10:00:00.000Z", studioId, message: "confirmation", language: "es" } as const;
const text = { subject: "Tu plaza", preview: "", mjml: "<mjml></mjml>", text: "{url}" };
const save = (change: object = {}) =>
  ({ type: "SaveTemplate", ...which, text, seen: 0, from: null, ...change }) as const;
const templateIdOf = templateId(studioId, "confirmation", "es");
const saved = (version: number, change: object = {}) =>
  ({
    type: "TemplateSaved",
    data: {
      templateId: templateIdOf,
      studioId,
      message: "confirmation",
      language: "es",
      version,
      ...text,
      from: null,
      ...change,
    },
  }) as const;

Deno.test("SaveTemplate numbers the versions", () => {
  given(template).when(save()).then(saved(1));
  given(template, saved(1)).when(save({ text: { ...text, subject: "Otra" }, seen: 1 })).then(
    saved(2, { subject: "Otra" }),
  );
});

Deno.test("SaveTemplate says nothing when nothing is different", () => {
  given(template, saved(1)).when(save({ seen: 1 })).then();
});

Deno.test("SaveTemplate does not write over what somebody else saved meanwhile", () => {
  given(template, saved(1)).when(save({ text: { ...text, subject: "Otra" } })).rejects("template_changed");
});

Deno.test("WithdrawTemplate goes back to the usual text, once", () => {
  const withdraw = { type: "WithdrawTemplate", ...which } as const;
  const withdrawn = {
    type: "TemplateWithdrawn",
    data: { templateId: templateIdOf, studioId, message: "confirmation", language: "es", version: 2 },
  } as const;
  given(template, saved(1)).when(withdraw).then(withdrawn);
  given(template, saved(1), withdrawn).when(withdraw).then();
  given(template).when(withdraw).then();
});
