import { z } from "zod";
import type { AudienceInput, SpeakerInput } from "../../../commands/event_design.ts";
import { DateId, Language } from "../../../domain/ids.ts";
import {
  Difficulty,
  Format,
  type Material,
  MediaId,
  type Platform,
  SpeakerRole,
} from "../../../domain/virtual_event/design.ts";
import { EventKind } from "../../../domain/virtual_event/events.ts";
import { type Existing, waitlistModeOf } from "../../../domain/virtual_event/state.ts";
import { PersonName } from "../../person_fields.ts";
import {
  box,
  clock,
  clockOrNone,
  commas,
  instantIn,
  localIn,
  oneOfOrNone,
  textOf,
  textOrNone,
  ticked,
  webAddress,
  wholeNumber,
  wholeNumberOrNone,
} from "./fields.ts";
import { type FlatForm, type FlatRow, flatRows, rowsOf, withRows } from "./form.ts";
import type { Editable, WizardStep } from "./step.ts";

const languages = ["en", "de", "es"] as const;

const Details = z.object({
  title: z.string().trim().min(3).max(150),
  description: z.string().trim().max(20_000),
  type: EventKind,
  format: oneOfOrNone(Format),
  category: textOrNone(60),
  tags: commas(20, 50),
  difficulty: oneOfOrNone(Difficulty),
  language: Language,
  dates: z.array(z.object({
    id: z.preprocess((id) => id === "" ? undefined : id, DateId.optional()),
    startsAt: clock,
    duration: wholeNumber(5, 24 * 60),
  })).min(1).max(60),
  timeZone: z.string().trim().min(1).max(64),
  capacity: wholeNumberOrNone(1, 1_000_000),
  waitlist: ticked,
  waitlistMode: z.enum(["automatic", "offer"]),
  offerHours: wholeNumber(1, 168),
  approval: ticked,
  opensAt: clockOrNone,
  closesAt: clockOrNone,
  audience: z.enum(["everyone", "unlisted", "chosen"]),
  audienceCode: textOf(100),
  audienceNoCode: ticked,
  audienceEmails: z.string().transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ""))
    .pipe(z.array(z.email()).max(500)),
  audienceForget: ticked,
  audienceTags: commas(50, 50),
  sensitive: ticked,
});

const Room = z.object({ platform: z.literal("room") });
const Elsewhere = z.object({
  platform: z.enum(["zoom", "teams", "webex", "custom"]),
  platformUrl: webAddress,
  platformPassword: textOrNone(200),
});

const Speakers = z.object({
  speakers: z.array(z.object({
    id: z.uuid(),
    name: z.string().trim().min(1).max(100).pipe(PersonName),
    email: z.preprocess((typed) => String(typed).trim() === "" ? null : String(typed).trim(), z.email().nullable()),
    title: textOrNone(150),
    company: textOrNone(200),
    link: z.preprocess((typed) => String(typed).trim() === "" ? null : typed, webAddress.nullable()),
    bio: textOrNone(2_000),
    photo: z.preprocess((id) => id === "" ? null : id, MediaId.nullable()),
    role: SpeakerRole,
  })).max(50),
});

const Materials = z.object({
  materials: z.array(
    z.object({
      id: z.uuid(),
      title: z.string().trim().min(1).max(200),
      url: z.string(),
      file: z.literal("").or(MediaId),
      when: z.enum(["before", "after"]),
      whom: z.enum(["everyone", "registered"]),
    }).transform(({ url, ...material }, ctx) => {
      if (material.file !== "") return { ...material, url };
      const read = webAddress.safeParse(url);
      if (read.success) return { ...material, url: read.data };
      ctx.addIssue({ code: "custom", message: url.trim() === "" ? "required" : "url", path: ["url"] });
      return z.NEVER;
    }),
  ).max(50),
});

/** What it is, when, who may come, where, with whom. */
export const details: WizardStep = {
  fields: [
    ...Object.keys(Details.shape).filter((name) => name !== "dates"),
    ...languages.map((language) => `languages_${language}`),
    "platform",
    "platformUrl",
    "platformPassword",
  ],
  lists: {
    dates: ["id", "startsAt", "duration"],
    speakers: ["id", "name", "email", "title", "company", "role", "link", "bio", "photo"],
    materials: ["id", "title", "url", "file", "when", "whom"],
  },
  read,
  update,
  reasons: {
    unknown_time_zone: "timeZone",
    registration_window_invalid: "closesAt",
    capacity_below_taken: "capacity",
    not_ready_to_publish: "description",
  },
};

function read({ event, speakers }: Editable): FlatForm {
  const { details: own, dates, timeZone, audience, platform, materials } = event;
  const { mode, offerHours } = waitlistModeOf(event);
  const held = own.languages ?? [own.language];
  const simple = {
    title: own.title,
    description: own.description,
    type: own.type,
    format: own.format ?? "",
    category: own.category ?? "",
    tags: (own.tags ?? []).join(", "),
    difficulty: own.difficulty ?? "",
    language: own.language,
    ...Object.fromEntries(languages.map((language) => [`languages_${language}`, box(held.includes(language))])),
    timeZone,
    capacity: event.capacity === null ? "" : String(event.capacity),
    waitlist: box(event.waitlist),
    waitlistMode: mode,
    offerHours: String(offerHours),
    approval: box(event.approval),
    opensAt: localIn(timeZone, event.opensAt),
    closesAt: localIn(timeZone, event.closesAt),
    audience: audience.who,
    audienceCode: "",
    audienceNoCode: "",
    audienceEmails: "",
    audienceForget: "",
    audienceTags: audience.who === "chosen" ? audience.tags.join(", ") : "",
    sensitive: box(own.sensitive ?? false),
    platform: platform.kind,
    platformUrl: platform.kind === "room" ? "" : platform.url,
    platformPassword: platform.kind === "room" ? "" : platform.password ?? "",
  };
  return {
    ...simple,
    ...flatRows(
      "dates",
      dates.map(({ dateId, startsAtLocal, durationMinutes }) => ({
        id: dateId,
        startsAt: startsAtLocal,
        duration: String(durationMinutes),
      })),
    ),
    ...flatRows("speakers", speakers.map(speakerRow)),
    ...flatRows("materials", materials.map(materialRow)),
  };
}

function speakerRow({ speakerId, email, role, profile }: Editable["speakers"][number]): FlatRow {
  return {
    id: speakerId,
    name: profile.name,
    email: email ?? "",
    title: profile.title ?? "",
    company: profile.company ?? "",
    role,
    link: profile.links[0]?.url ?? "",
    bio: profile.bio ?? "",
    photo: profile.photo ?? "",
  };
}

function materialRow({ materialId, title, at, when, whom }: Material): FlatRow {
  const [url, file] = at.is === "link" ? [at.url, ""] : ["", at.mediaId];
  return { id: materialId, title, url, file, when, whom };
}

function update(form: FlatForm, edited: Editable) {
  const rows = (list: string) => rowsOf(form, list).filter((row) => !isBlank(row));
  const typed = Details.parse({ ...form, dates: rowsOf(form, "dates") });
  const { speakers } = Speakers.parse({ speakers: rows("speakers") });
  const { materials } = Materials.parse({ materials: rows("materials") });
  const { dates, timeZone, capacity, waitlist, waitlistMode, offerHours, approval, opensAt, closesAt } = typed;
  const { title, description, type, format, category, tags, difficulty, language, sensitive } = typed;
  const held = languages.filter((name) => form[`languages_${name}`] === "true");
  const { event } = edited;
  const formerly = waitlistModeOf(event);
  return {
    title,
    description,
    type,
    language,
    ...known({ format, category, difficulty }, event),
    ...(tags.length > 0 || event.details.tags ? { tags } : {}),
    ...(event.details.languages || held.join() !== language ? { languages: held.length > 0 ? held : [language] } : {}),
    ...(sensitive || event.details.sensitive ? { sensitive } : {}),
    timeZone,
    dates: dates.map(({ id, startsAt, duration }) => ({
      ...(id === undefined || !event.dates.some(({ dateId }) => dateId === id) ? {} : { dateId: id }),
      startsAtLocal: startsAt,
      durationMinutes: duration,
    })),
    capacity,
    waitlist,
    ...(waitlistMode === formerly.mode && offerHours === formerly.offerHours
      ? {}
      : { waitlistMode: { mode: waitlistMode, offerHours } }),
    approval,
    registrationOpensAt: instantIn(timeZone, opensAt),
    registrationClosesAt: instantIn(timeZone, closesAt),
    audience: audienceOf(typed, event),
    platform: platformOf(form),
    materials: materials.map(({ id, title, url, file, when, whom }): Material => ({
      materialId: id,
      title,
      at: file === "" ? { is: "link", url } : { is: "file", mediaId: file },
      when,
      whom,
    })),
    ...speakerChanges(speakers, edited),
  };
}

/** Facts from before there were these fields do not have them: leaving one empty is no change then. */
function known<T extends Record<string, unknown>>(fields: T, { details }: Existing): Partial<T> {
  const own = details as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== null || (own[name] ?? null) !== null),
  ) as Partial<T>;
}

function audienceOf(typed: z.output<typeof Details>, { audience: before }: Existing): AudienceInput {
  const { audience: who, audienceCode, audienceNoCode, audienceEmails, audienceForget, audienceTags } = typed;
  if (who !== "chosen") return { who };
  return {
    who,
    code: audienceCode !== "" ? audienceCode : audienceNoCode ? null : undefined,
    emails: audienceEmails,
    personIds: before.who === "chosen" && !audienceForget ? before.personIds : [],
    tags: audienceTags,
  };
}

function platformOf(form: FlatForm): Platform {
  if (Room.safeParse(form).success) return { kind: "room" };
  const { platform: kind, platformUrl: url, platformPassword: password } = Elsewhere.parse(form);
  return { kind, url, password };
}

/** Only those that are different: each naming is a fact, whether or not it says something new. */
function speakerChanges(speakers: z.output<typeof Speakers>["speakers"], { speakers: before }: Editable) {
  const changed = speakers.flatMap(({ id, email, role, link, ...own }): SpeakerInput[] => {
    const formerly = before.find(({ speakerId }) => speakerId === id);
    const { links = [] } = formerly?.profile ?? {};
    const [first, ...others] = links;
    const kept = link === null ? [] : first?.url === link ? [first] : [{ label: "", url: link }];
    const named = {
      speakerId: id,
      email,
      profile: {
        name: own.name,
        title: own.title,
        company: own.company,
        links: [...kept, ...others],
        bio: own.bio,
        photo: own.photo,
      },
      role,
    };
    const { speakerId, email: formerEmail, profile, role: formerRole } = formerly ?? {};
    const same = JSON.stringify({ speakerId, email: formerEmail, profile, role: formerRole }) === JSON.stringify(named);
    return same ? [] : [named];
  });
  const gone = before.filter(({ speakerId }) => !speakers.some(({ id }) => id === speakerId));
  return {
    ...(changed.length > 0 ? { speakers: changed } : {}),
    ...(gone.length > 0 ? { removedSpeakers: gone.map(({ speakerId }) => speakerId) } : {}),
  };
}

/** A row into which nothing has been typed; what is chosen already does not count. */
function isBlank({ id: _, when: __, whom: ___, role: ____, ...typed }: FlatRow): boolean {
  return Object.values(typed).every((value) => value.trim() === "");
}

/** A date that is repeated weekly: so many more rows, each a week later, to be edited by themselves. */
export function repeatedWeekly(form: FlatForm, times: string | undefined): FlatForm {
  const rows = rowsOf(form, "dates");
  const last = rows.at(-1);
  const count = Math.min(Math.max(Math.trunc(Number(times)) || 1, 1), 52);
  if (!last || !z.iso.datetime({ local: true, precision: -1 }).safeParse(last.startsAt).success) return form;
  const start = Temporal.PlainDateTime.from(last.startsAt!);
  const more = Array.from({ length: count }, (_, i) => ({
    id: "",
    startsAt: start.add({ weeks: i + 1 }).toString({ smallestUnit: "minute" }),
    duration: last.duration ?? "60",
  }));
  return withRows(form, "dates", [...rows, ...more]);
}
