import type { EventUpdate } from "../../../commands/update_event.ts";
import type { Existing } from "../../../domain/virtual_event/state.ts";
import type { FieldsOfReasons } from "../../explain.ts";
import type { NamedSpeaker } from "../event_speakers.ts";
import type { FlatForm, Shape } from "./form.ts";

/** An event as its editor sees it: its folded state, and the speakers, whose data are in no state. */
export interface Editable {
  event: Existing;
  speakers: readonly NamedSpeaker[];
}

/** One of the four steps: how an event reads as a form, and what a form asks for. */
export interface WizardStep extends Shape {
  read(edited: Editable): FlatForm;
  /**
   * Everything that the step's form stands for; what is not different changes nothing.
   * @throws {ZodError} naming fields as the form does
   * @throws {Rejected} for times that a zone does not have
   */
  update(form: FlatForm, edited: Editable): EventUpdate;
  /** The fields that refusals are about. */
  reasons: FieldsOfReasons;
}
