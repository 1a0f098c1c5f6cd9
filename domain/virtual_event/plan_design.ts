import { Rejected } from "../decider.ts";
import type {
  ChooseAudience,
  ChoosePlatform,
  ChooseWaitlistMode,
  DesignForm,
  DesignPage,
  ListMaterials,
  NameSpeaker,
  RemoveSpeaker,
  SetPricing,
  SwitchApproval,
  TranslateEvent,
} from "./commands.ts";
import { type Form, usualForm } from "./design.ts";
import type { VirtualEventEvent } from "./events.ts";
import { refuseUnready } from "./readiness.ts";
import { changeable, isPublic, type VirtualEvent } from "./state.ts";

export function chooseAudience({ audience }: ChooseAudience, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, ...event } = changeable(state);
  return same(audience, event.audience) ? [] : [{ type: "AudienceChosen", data: { eventId, audience } }];
}

export function choosePlatform({ platform }: ChoosePlatform, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, ...event } = changeable(state);
  return same(platform, event.platform) ? [] : [{ type: "PlatformChosen", data: { eventId, platform } }];
}

export function listMaterials({ materials }: ListMaterials, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, ...event } = changeable(state);
  if (same(materials, event.materials)) return [];
  return [{ type: "MaterialsListed", data: { eventId, materials: [...materials] } }];
}

/** A profile is personal and in no state: whoever names a speaker anew tells the same again. */
export function nameSpeaker(command: NameSpeaker, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId } = changeable(state);
  const { speakerId, personId, email, profile, role } = command;
  return [{ type: "SpeakerNamed", data: { eventId, speakerId, personId, email, ...profile, role } }];
}

export function removeSpeaker({ speakerId }: RemoveSpeaker, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, speakers } = changeable(state);
  if (!speakers.includes(speakerId)) throw new Rejected("speaker_not_found");
  return [{ type: "SpeakerRemoved", data: { eventId, speakerId } }];
}

export function designPage({ page }: DesignPage, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, ...event } = changeable(state);
  return same(page, event.page) ? [] : [{ type: "RegistrationPageDesigned", data: { eventId, page } }];
}

export function translateEvent({ language, texts }: TranslateEvent, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, translations } = changeable(state);
  if (same(texts, translations[language] ?? null)) return [];
  return [{ type: "EventTranslated", data: { eventId, language, texts } }];
}

export function designForm({ form }: DesignForm, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  if (same(form, formOf(event))) return [];
  refuseForm(form);
  return [{ type: "FormDesigned", data: { eventId: event.eventId, form } }];
}

export function setPricing({ pricing }: SetPricing, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  const { access, price, earlyBird } = pricing;
  const { details: { access: formerAccess, price: formerPrice }, earlyBird: formerEarly, companyBilling } = event;
  const formerly = { access: formerAccess, price: formerPrice, earlyBird: formerEarly, companyBilling };
  if (same(pricing, formerly)) return [];
  const wrong = access === "paid"
    ? price === null || price.amount === 0 ||
      (earlyBird !== null && (earlyBird.price.currency !== price.currency || earlyBird.price.amount >= price.amount))
    : price !== null || earlyBird !== null;
  if (wrong) throw new Rejected("price_invalid");
  if (isPublic(event)) refuseUnready({ ...event.details, access, price });
  return [{ type: "PricingSet", data: { eventId: event.eventId, pricing } }];
}

export function switchApproval({ on }: SwitchApproval, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, approval } = changeable(state);
  return on === approval ? [] : [{ type: "ApprovalSwitched", data: { eventId, on } }];
}

export function chooseWaitlistMode(command: ChooseWaitlistMode, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, waitlistMode } = changeable(state);
  const { mode, offerHours } = command;
  if (same({ mode, offerHours }, waitlistMode)) return [];
  return [{ type: "WaitlistModeChosen", data: { eventId, mode, offerHours } }];
}

/** The form as it is asked: the usual one until another is designed. */
export function formOf({ form, details }: { form: Form | null; details: { companyRequired: boolean } }): Form {
  if (form !== null) return form;
  const company = details.companyRequired ? "required" : "asked";
  return { ...usualForm, standard: { ...usualForm.standard, company } };
}

function refuseForm({ questions }: Form): void {
  const ids = questions.map(({ id }) => id);
  const wrong = questions.find(({ id, kind, options }, i) => {
    const choices = kind === "one" || kind === "many";
    return ids.indexOf(id) < i ||
      (choices ? new Set(options).size < 2 || new Set(options).size < options.length : options.length > 0);
  });
  if (wrong) throw new Rejected("form_invalid", { question: wrong.id });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
