import type { ComponentChildren } from "preact";
import { EventBoard } from "../../../components/dashboard/EventBoard.tsx";
import { NewEventForm } from "../../../components/dashboard/NewEventForm.tsx";
import { EventHead } from "../../../components/dashboard/EventHead.tsx";
import { HeadActions, Overview, type OverviewProps } from "../../../components/dashboard/Overview.tsx";
import { People } from "../../../components/dashboard/desk/People.tsx";
import { Failure } from "../../../components/layout/Failure.tsx";
import { type Place, WorkFrame } from "../../../components/layout/WorkFrame.tsx";
import { PublicFrame } from "../../../components/layout/PublicFrame.tsx";
import type { PublicState } from "../../../components/public/event.ts";
import { EventList } from "../../../components/public/EventList.tsx";
import { EventPage } from "../../../components/public/EventPage.tsx";
import { type RegistrationStatus, TicketPage } from "../../../components/public/Ticket.tsx";
import type { RegisterFormState } from "../../../components/public/RegisterForm.tsx";
import type { Language } from "../../../domain/ids.ts";
import { now, sampleCard, sampleDesign, sampleEvent, samplePeople, sampleView } from "./samples.ts";

const ownZone = "Europe/London";
const requestId = "00000000-0000-4000-8000-00000000000f";

interface Asked {
  url: URL;
  locale: Language;
  variant: string;
}

/** A page by its name, with made-up data; `variant` chooses a state of it. */
export const pages: Record<string, (asked: Asked) => ComponentChildren> = {
  list: ({ url, locale, variant }) => {
    const events = variant === "empty"
      ? []
      : [sampleCard("open"), sampleCard("full_waitlist", "Handstand"), sampleCard("not_yet_open", "Movilidad")];
    const list = {
      studio: "Calistenia Madrid",
      studios: [],
      total: events.length,
      page: 1,
      pageSize: 12,
      asked: {},
      choices: {
        categories: ["Fuerza", "Movilidad"],
        formats: [],
        difficulties: ["beginner"],
        free: true,
        paid: false,
      },
      meant: null,
      near: [],
      feed: "/s/calistenia/webinars.ics",
      several: "/s/calistenia/register",
      events,
    };
    return inPublic({ url, locale }, <EventList {...list} url={url} locale={locale} ownZone={ownZone} now={now} />);
  },
  event: ({ url, locale, variant }) => {
    const wrong = variant === "errors";
    const event = sampleEvent(wrong ? "open" : (variant || "open") as PublicState);
    const form: RegisterFormState = {
      values: wrong ? { firstName: "Ana", email: "ana@" } : {},
      errors: wrong ? { lastName: "…", email: "…" } : {},
      requestId,
      source: "direct",
      shown: "",
    };
    return inPublic(
      { url, locale },
      <EventPage
        event={event}
        design={sampleDesign(event)}
        address="http://localhost:8000/webinars/5-errores-comunes"
        form={form}
        locale={locale}
        ownZone={ownZone}
        now={now}
      />,
    );
  },
  ticket: ({ url, locale, variant }) => {
    const registration = {
      token: "token",
      status: (variant || "confirmed") as RegistrationStatus,
      reference: "K7Q4-9MXD",
      firstName: "Ana",
      lastName: "López",
      email: "ana@example.com",
      position: 3,
      meant: null,
      offerExpiresAt: variant === "offered" ? "2026-11-22T10:00:00.000Z" : null,
      declinedReason: null,
      handedOver: false,
      handedTo: null,
      calendars: {
        google: "https://calendar.google.com/",
        outlook: "https://outlook.live.com/",
        office365: "https://outlook.office.com/",
        yahoo: "https://calendar.yahoo.com/",
      },
      details: {},
    };
    const event = sampleEvent("open");
    const props = {
      registration,
      event,
      asked: { standard: [], questions: [] },
      thanks: "",
      thanksLanguage: event.language,
      place: variant === "confirmed"
        ? { url: "https://zoom.example/j/123456789", password: "morgen", opensAt: event.date.startsAt, open: false }
        : null,
      materials: [],
      support: null,
      suggested: [],
      automations: { confirmation: true, reminders: ["PT24H", "PT1H"] },
      waitlistMode: "automatic" as const,
      refused: null,
      sent: null,
      locale,
      ownZone,
      now,
    };
    return inPublic({ url, locale }, <TicketPage {...props} />);
  },
  failure: ({ url, locale, variant }) =>
    inPublic({ url, locale }, <Failure status={Number(variant || 404)} locale={locale} reference={requestId} />),
  board: ({ url, locale, variant }) => {
    const empty = variant === "empty";
    const next = empty ? null : { event: sampleView(0), trend: [0, 2, 3, 9, 14, 22, 42] };
    const events = empty ? [] : [sampleView(1), sampleView(2), sampleView(3, { lifecycle: "live" })];
    const counts = { upcoming: empty ? 0 : 4, past: 12, drafts: 2 };
    const list = {
      tab: "upcoming" as const,
      counts,
      filter: { q: "", type: "", access: "", state: "", member: "", sort: "", view: "" },
      members: [],
      next,
      events,
      total: events.length,
    };
    return inWork(
      { url, locale },
      <EventBoard {...list} url={url} locale={locale} now={now} page={1} pageSize={12} mayCreate />,
    );
  },
  overview: ({ url, locale, variant }) => {
    const event = sampleView(0, variant === "draft" ? { lifecycle: "draft", confirmed: 0, cancelled: 0 } : {});
    const props: OverviewProps = {
      event,
      dates: [{ startsAt: event.startsAt }],
      reminderAt: "2026-11-24T17:00:00.000Z",
      cancelReason: null,
      lastRegistrationAt: "2026-11-21T08:00:00.000Z",
      growth: variant === "draft" ? [] : [0, 2, 3, 9, 14, 22, 42],
      locale,
      now,
      may: { change: true, publish: true, cancel: true, duplicate: true, remove: true },
      errors: {},
      requestId,
    };
    return inWork(
      { url, locale },
      <div class="stack">
        <EventHead event={event} locale={locale} now={now} tab="overview" seesPeople>
          <HeadActions {...props} />
        </EventHead>
        <Overview {...props} />
      </div>,
    );
  },
  people: ({ url, locale, variant }) => {
    const rows = variant === "empty" ? [] : samplePeople;
    const counts = { pending: 0, confirmed: 1, waitlisted: 1, offered: 0, declined: 0, cancelled: 1, expired: 0 };
    const list = {
      rows,
      counts,
      total: rows.length,
      page: 1,
      pageSize: 25,
      filter: {},
    };
    return inWork(
      { url, locale },
      <div class="stack">
        <EventHead event={sampleView(0)} locale={locale} now={now} tab="registrations" seesPeople />
        <People
          {...list}
          url={url}
          locale={locale}
          timeZone="Europe/Madrid"
          publicUrl="http://localhost:8000/x"
          facets={{ sources: ["direct"], attended: 0, noShow: 0 }}
          questions={[]}
          filtered={false}
          may={{ change: true, cancel: true, export: true, create: true }}
          requestId={requestId}
        />
      </div>,
    );
  },
  form: ({ url, locale, variant }) => {
    const values = {
      title: variant === "errors" ? "" : "5 Errores Comunes al Empezar con Calistenia",
      type: "webinar",
      language: "es",
      startsAt: variant === "errors" ? "" : "2026-11-24T19:00",
      duration: "90",
      timeZone: "Europe/Madrid",
    };
    const errors: Record<string, string> = variant === "errors" ? { title: "…", startsAt: "…" } : {};
    return inWork(
      { url, locale },
      <div class="stack">
        <h1>…</h1>
        <NewEventForm locale={locale} values={values} errors={errors} requestId={requestId} />
      </div>,
    );
  },
};

function inPublic({ url, locale }: { url: URL; locale: Language }, children: ComponentChildren) {
  const brand = { name: "Calistenia Madrid", href: "/webinars" };
  return <PublicFrame url={url} locale={locale} brand={brand} signedIn={false}>{children}</PublicFrame>;
}

const places: Place[] = [
  { href: "/dashboard/experiences/virtual-events", label: "Veranstaltungen", icon: "calendar" },
  { href: "/dashboard/settings/members", label: "Team", icon: "users" },
  { href: "/dashboard/settings/api-keys", label: "API-Schlüssel", icon: "key-round" },
  { href: "/dashboard/history", label: "Verlauf", icon: "scroll-text" },
  { href: "/dashboard/projections", label: "Projektionen", icon: "layers" },
];

function inWork({ url, locale }: { url: URL; locale: Language }, children: ComponentChildren) {
  return (
    <WorkFrame url={url} locale={locale} studio="Calistenia Madrid" person="Ana María López" places={places}>
      {children}
    </WorkFrame>
  );
}
