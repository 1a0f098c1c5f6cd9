/**
 * The VTIMEZONE component (RFC 5545) of an IANA zone, for wall clocks between two instants, from the runtime's own zone
 * data: each switch of the clocks from the last one before `from` to the first one after `until`, written out.
 * @throws {RangeError} for a zone that the runtime does not know
 */
export function vtimezone(zone: string, from: Temporal.Instant, until: Temporal.Instant): string {
  const id = `${zone} ${from} ${until}`;
  const known = written.get(id);
  if (known !== undefined) return known;
  if (written.size === MOST) written.clear();
  const text = component(zone, from, until);
  written.set(id, text);
  return text;
}

/** An event's mails all carry the same one. */
const written = new Map<string, string>();
const MOST = 200;

function component(zone: string, from: Temporal.Instant, until: Temporal.Instant): string {
  const observances = switches(zone, from, until).map(observance);
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...observances.flat(), "END:VTIMEZONE"].join("\r\n");
}

/** One stretch of time with one offset, from the switch that begins it. */
interface Stretch {
  /** Wall clock that showed when the switch came, before it. */
  onset: Temporal.PlainDateTime;
  before: string;
  after: string;
  daylight: boolean;
}

function switches(zone: string, from: Temporal.Instant, until: Temporal.Instant): Stretch[] {
  const start = from.toZonedDateTimeISO(zone);
  const first = start.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const stretches: Stretch[] = [first ? stretch(first) : eternal(start)];
  let at: Temporal.ZonedDateTime | null = first ?? start;
  while (at && Temporal.Instant.compare(at.toInstant(), until) <= 0) {
    at = at.getTimeZoneTransition("next");
    if (at) stretches.push(stretch(at));
  }
  return stretches;
}

function stretch(at: Temporal.ZonedDateTime): Stretch {
  const eve = at.subtract({ milliseconds: 1 });
  return {
    onset: at.toInstant().toZonedDateTimeISO(eve.offset).toPlainDateTime(),
    before: eve.offset,
    after: at.offset,
    daylight: isDaylight(at),
  };
}

/** A zone that has never switched. */
function eternal(at: Temporal.ZonedDateTime): Stretch {
  return {
    onset: Temporal.PlainDateTime.from("1970-01-01T00:00"),
    before: at.offset,
    after: at.offset,
    daylight: false,
  };
}

/** Whether its clocks are ahead of what the zone shows at another time of the year that follows. */
function isDaylight(at: Temporal.ZonedDateTime): boolean {
  const later = [3, 6, 9].map((months) => at.add({ months }).offsetNanoseconds);
  return at.offsetNanoseconds > Math.min(...later);
}

function observance({ onset, before, after, daylight }: Stretch): string[] {
  const name = daylight ? "DAYLIGHT" : "STANDARD";
  return [
    `BEGIN:${name}`,
    `DTSTART:${basic(onset)}`,
    `TZOFFSETFROM:${before.replaceAll(":", "")}`,
    `TZOFFSETTO:${after.replaceAll(":", "")}`,
    `END:${name}`,
  ];
}

/** `20261124T190000`, as RFC 5545 writes a wall clock. */
function basic(local: Temporal.PlainDateTime): string {
  return local.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}
