import { Rejected } from "../decider.ts";
import type { Registrant } from "./commands.ts";
import type { Answers, Form, Question } from "./design.ts";

const ownFields = ["phone", "company", "position", "website", "specialRequirements"] as const;
const LONGEST = { text: 300, long: 2_000 };

/**
 * The answers that the form asks for, without those that it does not; undefined when there are none.
 * @throws {Rejected} `company_required`, `field_required` with the `field`, `answer_required` and `answer_invalid` with
 * the `question`
 */
export function answersTo(
  { standard, questions }: Form,
  registrant: Registrant,
  given: Answers = {},
): Answers | undefined {
  const kept: Answers = {};
  for (const [field, asking] of Object.entries(standard)) {
    if (asking === "off") continue;
    const own = ownFields.find((name) => name === field);
    const value = own ? registrant[own] : given[field];
    const text = typeof value === "string" ? value.trim() : "";
    if (text === "" && asking === "required") {
      throw field === "company" ? new Rejected("company_required") : new Rejected("field_required", { field });
    }
    if (!own && text !== "") kept[field] = text;
  }
  for (const question of questions) {
    const answer = answerTo(question, given[question.id]);
    if (answer !== undefined) kept[question.id] = answer;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function answerTo({ id, kind, required, options }: Question, given: Answers[string] | undefined) {
  const answer = typeof given === "string" ? given.trim() : given;
  const missing = answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0) ||
    (kind === "consent" && answer !== true);
  if (missing) {
    if (required) throw new Rejected("answer_required", { question: id });
    return kind === "consent" && answer === false ? false : undefined;
  }
  if (!fits()) throw new Rejected("answer_invalid", { question: id });
  return answer;

  function fits(): boolean {
    switch (kind) {
      case "text":
      case "long":
        return typeof answer === "string" && answer.length <= LONGEST[kind];
      case "one":
        return typeof answer === "string" && options.includes(answer);
      case "many":
        return Array.isArray(answer) && new Set(answer).size === answer.length &&
          answer.every((choice) => options.includes(choice));
      case "yes_no":
      case "consent":
        return typeof answer === "boolean";
    }
  }
}
