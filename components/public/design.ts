import type { Language, Money } from "../../domain/ids.ts";
import type { Form, Question, StandardField } from "../../domain/virtual_event/design.ts";
import type { CardEvent } from "./event.ts";

/** Something said, and the language it is said in: not always the reader's. */
export interface Said<T> {
  value: T;
  language: Language;
}

/**
 * A question of the trainer's in the reader's language, as far as there is a translation. `shownOptions`: what is read for
 * each of `options`, which are what is answered.
 */
export type AskedQuestion = Question & { language: Language; shownOptions?: readonly string[] };

/** What a registration form asks for beside name and address. */
export interface AskedForm {
  /** `choices`: what can be chosen, in the reader's words, where it is not typed. */
  standard: { name: StandardField; required: boolean; choices?: { value: string; label: string }[] }[];
  questions: AskedQuestion[];
}

/** All that an event's page shows beside what its card does. */
export interface PageDesign {
  /** Kept picture. */
  cover: string | null;
  description: Said<string>;
  keyPoints: Said<readonly string[]>;
  objectives: Said<readonly string[]>;
  audience: Said<readonly string[]>;
  prerequisites: Said<readonly string[]>;
  /** `minute`: after the start. */
  agenda: Said<readonly { minute: number; title: string; text: string }[]>;
  /** Only what everybody may have now. */
  materials: readonly { title: string; href: string }[];
  speakers: readonly {
    name: string;
    title: string | null;
    company: string | null;
    bio: string | null;
    photo: string | null;
    links: readonly { label: string; url: string }[];
    role: "primary" | "panelist" | "moderator";
  }[];
  languages: readonly Language[];
  /** A lower price until an instant that is still to come. */
  earlyBird: { price: Money; until: string } | null;
  approval: boolean;
  share: boolean;
  showPrice: boolean;
  /** How many have a place, where that is enough to be worth saying. */
  registered: number | null;
  /** How many are looking at the page now, where that is more than one or two. */
  looking: number | null;
  form: AskedForm;
  /** Whether one needs a code to register. */
  code: boolean;
  related: readonly CardEvent[];
}

/** Field that a question is asked in. */
export const questionField = (id: string): string => `q-${id}`;
/** Field that one of many options is ticked in. */
export const optionField = (id: string, option: number): string => `q-${id}--${option}`;

/** What a form asks for, without what it leaves out. Questions are in the language of the event. */
export function askedForm(form: Form, own: Language): AskedForm {
  const standard = Object.entries(form.standard).filter(([, asking]) => asking !== "off")
    .map(([name, asking]) => ({ name: name as StandardField, required: asking === "required" }));
  return { standard, questions: form.questions.map((question) => ({ ...question, language: own })) };
}
