import { type CalendarEntry, endOf } from "./entry.ts";

/** What a calendar on the web needs to offer an entry. */
export type LinkedEntry = Pick<
  CalendarEntry,
  "title" | "description" | "url" | "startsAt" | "durationMinutes" | "timeZone"
>;

/** Links that open a filled-in entry in somebody's web calendar. */
export interface CalendarLinks {
  google: string;
  outlook: string;
  office365: string;
  yahoo: string;
}

/** The links of one date. Pure; descriptions are cut so that every service takes the address. */
export function calendarLinks(entry: LinkedEntry): CalendarLinks {
  const details = `${entry.description.slice(0, 800)}\n\n${entry.url}`.trim();
  const [start, end] = [basicUtc(entry.startsAt), basicUtc(endOf(entry))];
  const microsoft = {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: entry.title,
    startdt: seconds(entry.startsAt),
    enddt: seconds(endOf(entry)),
    body: details,
    location: entry.url,
  };
  return {
    google: link("https://calendar.google.com/calendar/render", {
      action: "TEMPLATE",
      text: entry.title,
      dates: `${start}/${end}`,
      ctz: entry.timeZone,
      details,
      location: entry.url,
    }),
    outlook: link("https://outlook.live.com/calendar/0/deeplink/compose", microsoft),
    office365: link("https://outlook.office.com/calendar/0/deeplink/compose", microsoft),
    yahoo: link("https://calendar.yahoo.com/", {
      v: "60",
      title: entry.title,
      st: start,
      et: end,
      desc: details,
      in_loc: entry.url,
    }),
  };
}

/** `%20` rather than `+`: Outlook shows a plus as it stands. */
function link(base: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${base}?${pairs.join("&")}`;
}

function seconds(instant: string): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function basicUtc(instant: string): string {
  return seconds(instant).replaceAll(/[-:]/g, "");
}
