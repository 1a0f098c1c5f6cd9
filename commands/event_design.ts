import type { Language, PersonId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { EventChange } from "../domain/virtual_event/commands.ts";
import type {
  Audience,
  Form,
  Material,
  Page,
  Platform,
  Pricing,
  SpeakerProfile,
  SpeakerRole,
  Translation,
  WaitlistMode,
} from "../domain/virtual_event/design.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { hashOf } from "./secrets.ts";

/** A speaker as named: without `speakerId` a new one. Naming one anew replaces the whole profile. */
export interface SpeakerInput {
  speakerId?: string;
  /** Never public. */
  email: string | null;
  profile: SpeakerProfile;
  role: SpeakerRole;
}

/** Who may register. For chosen people: `code` undefined keeps the one there is or `codeHash`, null takes it away. */
export type AudienceInput =
  | { who: "everyone" | "unlisted" }
  | {
    who: "chosen";
    code?: string | null;
    codeHash?: string | null;
    emails?: readonly string[];
    personIds?: readonly PersonId[];
    tags: readonly string[];
  };

/** What makes up an event beside its details, dates and seats. */
export interface EventDesign {
  audience?: AudienceInput;
  platform?: Platform;
  /** All of them. */
  materials?: readonly Material[];
  /** New and changed ones; the others stay. */
  speakers?: readonly SpeakerInput[];
  removedSpeakers?: readonly string[];
  page?: Page;
  /** By language; null takes a translation away. */
  translations?: Partial<Record<Language, Translation | null>>;
  form?: Form;
  pricing?: Pricing;
  approval?: boolean;
  waitlistMode?: WaitlistMode;
}

/** The changes that a design asks for, with ids from the command's. */
export async function designChanges(
  deps: CommandDeps,
  caller: Caller,
  design: EventDesign,
  event: Existing,
  at: string,
): Promise<EventChange[]> {
  const changes: EventChange[] = [];
  const { audience, platform, materials, page, form, pricing, approval, waitlistMode } = design;
  if (audience) changes.push({ type: "ChooseAudience", at, audience: await audienceOf(deps, caller, audience, event) });
  if (platform) changes.push({ type: "ChoosePlatform", at, platform });
  if (materials) changes.push({ type: "ListMaterials", at, materials });
  for (const speakerId of design.removedSpeakers ?? []) changes.push({ type: "RemoveSpeaker", at, speakerId });
  for (const [i, { email, profile, role, ...known }] of (design.speakers ?? []).entries()) {
    const speakerId = known.speakerId ?? uuidv5(caller.commandId, "speaker", i);
    // who is named without an address is somebody of their own: nobody writes to them, but they can be forgotten
    const personId = await deps.vault.resolvePerson(caller.studioId, email ?? `${speakerId}@speaker.invalid`);
    changes.push({ type: "NameSpeaker", at, speakerId, personId, email, profile, role });
  }
  if (page) changes.push({ type: "DesignPage", at, page });
  for (const [language, texts] of Object.entries(design.translations ?? {})) {
    changes.push({ type: "TranslateEvent", at, language: language as Language, texts: texts ?? null });
  }
  if (form) changes.push({ type: "DesignForm", at, form });
  if (pricing) changes.push({ type: "SetPricing", at, pricing });
  if (approval !== undefined) changes.push({ type: "SwitchApproval", at, on: approval });
  if (waitlistMode) changes.push({ type: "ChooseWaitlistMode", at, ...waitlistMode });
  return changes;
}

/** Hash of what somebody types to be let in; case and spaces around it do not matter. */
export function codeHash(code: string): string {
  return hashOf(code.trim().toLowerCase());
}

async function audienceOf(
  { vault }: CommandDeps,
  { studioId }: Caller,
  audience: AudienceInput,
  { audience: before }: Existing,
): Promise<Audience> {
  if (audience.who !== "chosen") return { who: audience.who };
  const { code, emails = [], personIds = [], tags } = audience;
  const named = await Promise.all(emails.map((email) => vault.resolvePerson(studioId, email)));
  const kept = audience.codeHash ?? (before.who === "chosen" ? before.codeHash : null);
  return {
    who: "chosen",
    codeHash: code === undefined ? kept : code === null || code.trim() === "" ? null : codeHash(code),
    personIds: [...new Set([...personIds, ...named])],
    tags: [...tags],
  };
}
