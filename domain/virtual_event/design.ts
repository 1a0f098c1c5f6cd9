import { z } from "zod";
import { Instant, Money, PersonId } from "../ids.ts";

/** How an event is held, beside its kind. */
export const Format = z.enum(["single-speaker", "panel-discussion", "workshop", "q-and-a", "mentorship"]);
export type Format = z.infer<typeof Format>;
export const Difficulty = z.enum(["beginner", "intermediate", "advanced"]);
export type Difficulty = z.infer<typeof Difficulty>;

const WebAddress = z.url({ protocol: /^https?$/ }).max(2_000);
/** Name of a kept file: SHA-256 or UUID, as `media/` gives it. */
export const MediaId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
const Colour = z.string().regex(/^#[0-9a-f]{6}$/);

/**
 * Who may register. `unlisted`: whoever has the address; out of lists, sitemap and feeds. `chosen`: whoever has the code,
 * is named, or has one of the tags in the studio.
 */
export const Audience = z.discriminatedUnion("who", [
  z.object({ who: z.literal("everyone") }),
  z.object({ who: z.literal("unlisted") }),
  z.object({
    who: z.literal("chosen"),
    /** SHA-256 of the code, hex; null: no code lets anybody in. */
    codeHash: z.string().nullable(),
    personIds: z.array(PersonId).max(1_000),
    tags: z.array(z.string().min(1).max(50)).max(50),
  }),
]);
export type Audience = z.infer<typeof Audience>;

/** Where it takes place; address and password are for confirmed people only. */
export const Platform = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("room") }),
  z.object({
    kind: z.enum(["zoom", "teams", "webex", "custom"]),
    url: WebAddress,
    password: z.string().max(200).nullable(),
  }),
]);
export type Platform = z.infer<typeof Platform>;

/** A file or link that belongs to the event. */
export const Material = z.object({
  materialId: z.uuid(),
  title: z.string().min(1).max(200),
  at: z.discriminatedUnion("is", [
    z.object({ is: z.literal("link"), url: WebAddress }),
    z.object({ is: z.literal("file"), mediaId: MediaId }),
  ]),
  when: z.enum(["before", "after"]),
  whom: z.enum(["everyone", "registered"]),
});
export type Material = z.infer<typeof Material>;

export const SpeakerRole = z.enum(["primary", "panelist", "moderator"]);
export type SpeakerRole = z.infer<typeof SpeakerRole>;
/** What is told of a speaker; the e-mail is not in it, since it is never public. */
export const SpeakerProfile = z.object({
  name: z.string().min(1).max(100),
  title: z.string().max(150).nullable(),
  company: z.string().max(200).nullable(),
  links: z.array(z.object({ label: z.string().max(60), url: WebAddress })).max(10),
  bio: z.string().max(2_000).nullable(),
  photo: MediaId.nullable(),
});
export type SpeakerProfile = z.infer<typeof SpeakerProfile>;

const lines = z.array(z.string().min(1).max(300)).max(20);
/** The public page beside title and description. */
export const Page = z.object({
  cover: MediaId.nullable(),
  keyPoints: lines,
  objectives: lines,
  audience: lines,
  prerequisites: lines,
  /** `minute`: after the start of a date. */
  agenda: z.array(z.object({
    minute: z.int().min(0).max(24 * 60),
    title: z.string().min(1).max(200),
    text: z.string().max(1_000),
  })).max(50),
  accentColour: Colour.nullable(),
  thankYouText: z.string().max(5_000),
  seo: z.object({ title: z.string().max(150), description: z.string().max(300) }),
  /** What cards and page tell; places left are always told when few are left. */
  show: z.object({ places: z.enum(["always", "scarce", "never"]), price: z.boolean(), share: z.boolean() }),
});
export type Page = z.infer<typeof Page>;

/** A page on which nothing has been designed yet. */
export const plainPage: Page = {
  cover: null,
  keyPoints: [],
  objectives: [],
  audience: [],
  prerequisites: [],
  agenda: [],
  accentColour: null,
  thankYouText: "",
  seo: { title: "", description: "" },
  show: { places: "always", price: true, share: true },
};

/** The event's texts in another language; what is left out falls back to the event's own. */
export const Translation = z.object({
  title: z.string().min(3).max(150),
  description: z.string().max(20_000),
  keyPoints: lines,
  objectives: lines,
  audience: lines,
  prerequisites: lines,
  agenda: z.array(z.object({ title: z.string().max(200), text: z.string().max(1_000) })).max(50),
  thankYouText: z.string().max(5_000),
  seo: z.object({ title: z.string().max(150), description: z.string().max(300) }),
  /** By the question's id. */
  questions: z.record(
    z.string(),
    z.object({ label: z.string().max(200), help: z.string().max(500), options: z.array(z.string().max(200)).max(50) }),
  ),
}).partial();
export type Translation = z.infer<typeof Translation>;

/** Fields that a form may ask for beside name and e-mail. The last five are kept as answers under their names. */
export const standardFields = [
  "phone",
  "company",
  "position",
  "website",
  "specialRequirements",
  "accessibilityNeeds",
  "industry",
  "companySize",
  "country",
  "experience",
] as const;
export type StandardField = typeof standardFields[number];
const Asking = z.enum(["off", "asked", "required"]);
export type Asking = z.infer<typeof Asking>;

/** A question of the trainer's own. `options` for one of and many of; a consent is a box that is never ticked beforehand. */
export const Question = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  kind: z.enum(["text", "long", "one", "many", "yes_no", "consent"]),
  label: z.string().min(1).max(200),
  help: z.string().max(500),
  required: z.boolean(),
  options: z.array(z.string().min(1).max(200)).max(50),
});
export type Question = z.infer<typeof Question>;

/** The registration form, in the order in which it asks. */
export const Form = z.object({
  standard: z.object(Object.fromEntries(standardFields.map((field) => [field, Asking])) as Record<
    StandardField,
    typeof Asking
  >),
  questions: z.array(Question).max(30),
});
export type Form = z.infer<typeof Form>;

/** Name and e-mail required, the rest of the specification's form asked; nothing of the trainer's own. */
export const usualForm: Form = {
  standard: {
    phone: "asked",
    company: "asked",
    position: "asked",
    website: "asked",
    specialRequirements: "asked",
    accessibilityNeeds: "off",
    industry: "off",
    companySize: "off",
    country: "off",
    experience: "off",
  },
  questions: [],
};

/** One person's answers: by the question's id or the standard field's name. */
export const Answers = z.record(
  z.string().max(40),
  z.union([z.string().max(2_000), z.array(z.string().max(200)).max(50), z.boolean()]),
);
export type Answers = z.infer<typeof Answers>;

export const Pricing = z.object({
  access: z.enum(["free", "paid"]),
  price: Money.nullable(),
  /** A lower price until an instant. */
  earlyBird: z.object({ price: Money, until: Instant }).nullable(),
  /** Whether a company may be billed. */
  companyBilling: z.boolean(),
});
export type Pricing = z.infer<typeof Pricing>;

/** What goes out after a date: to those who came or did not, so long after its end (ISO 8601 duration). */
export const FollowUp = z.object({ to: z.enum(["attended", "missed"]), after: z.string() });
export type FollowUp = z.infer<typeof FollowUp>;

/** By which way a message goes. */
export const Way = z.enum(["mail", "sms"]);
export type Way = z.infer<typeof Way>;

/** How one reminder goes: at which hour of its day in the studio's zone (null: to the minute), and by which ways. */
export const ReminderTiming = z.object({
  offset: z.string(),
  hour: z.int().min(0).max(23).nullable(),
  ways: z.array(Way).min(1).max(2),
});
export type ReminderTiming = z.infer<typeof ReminderTiming>;

/** What goes out beside confirmation, reminders and follow-ups, and how the reminders go. */
export const Sequence = z.object({
  /** By offset; a reminder that is not named goes by mail, to the minute. */
  timing: z.array(ReminderTiming).max(10),
  /** Whether the link comes once more when the room opens. */
  roomOpens: z.boolean(),
  /** So long before each date the speakers hear who comes (ISO 8601 duration); null: never. */
  speakerAlert: z.string().nullable(),
  /** And the programme manager; null: never. */
  summary: z.string().nullable(),
});
export type Sequence = z.infer<typeof Sequence>;

/** What an event sends until its trainer says otherwise. */
export const usualSequence: Sequence = { timing: [], roomOpens: false, speakerAlert: "P3D", summary: "P3D" };

/** Whether the first of the line moves up by itself, or is offered the seat for some hours. */
export const WaitlistMode = z.object({
  mode: z.enum(["automatic", "offer"]),
  offerHours: z.int().min(1).max(168),
});
export type WaitlistMode = z.infer<typeof WaitlistMode>;
