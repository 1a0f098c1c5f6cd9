import type { EventView } from "../../../components/dashboard/event.ts";
import type { PersonRow } from "../../../components/dashboard/desk/person.ts";
import type { PageDesign } from "../../../components/public/design.ts";
import type { CardEvent, PublicEvent, PublicState } from "../../../components/public/event.ts";

// What pages look like with data that nobody had to store.

export const now = new Date("2026-11-21T10:00:00.000Z");
const date = { startsAt: "2026-11-24T18:00:00.000Z", durationMinutes: 90 };

export function sampleEvent(state: PublicState, title = "5 Errores Comunes al Empezar con Calistenia"): PublicEvent {
  return {
    id: `3f0c5b6e-0000-4000-8000-${String(title.length).padStart(12, "0")}`,
    title,
    description:
      "Empezar con calistenia parece fácil hasta que aparecen los dolores.\n\nEn esta sesión vemos los cinco errores que más veo en principiantes, por qué ocurren y qué hacer en su lugar.\n\nTrae ropa cómoda y una pared.",
    type: "webinar",
    language: "es",
    href: "/webinars/5-errores-comunes",
    studio: { name: "Calistenia Madrid", href: "/webinars" },
    timeZone: "Europe/Madrid",
    dates: state === "full_waitlist" ? [date, { ...date, startsAt: "2026-12-01T18:00:00.000Z" }] : [date],
    date,
    price: null,
    companyRequired: state === "full_waitlist",
    opensAt: state === "not_yet_open" ? "2026-11-22T08:00:00.000Z" : null,
    placesLeft: state === "open" ? 4 : null,
    state,
  };
}

export function sampleCard(state: PublicState, title?: string): CardEvent {
  return {
    ...sampleEvent(state, title),
    category: "Fuerza",
    difficulty: "beginner",
    format: null,
    speakers: [{ name: "Carlos Núñez", title: "Entrenador", photo: null }],
    cover: null,
    showPrice: true,
  };
}

export function sampleDesign(event: PublicEvent): PageDesign {
  const { language } = event;
  return {
    cover: null,
    description: { value: event.description, language },
    keyPoints: { value: ["Los cinco errores", "Por qué ocurren", "Qué hacer en su lugar"], language },
    objectives: { value: ["Un calentamiento de ocho minutos"], language },
    audience: { value: ["Principiantes"], language },
    prerequisites: { value: ["Ropa cómoda", "Una pared"], language },
    agenda: {
      value: [{ minute: 0, title: "Bienvenida", text: "" }, { minute: 10, title: "Los errores", text: "Uno a uno." }],
      language,
    },
    materials: [{ title: "Guía", href: "https://example.com/guia.pdf" }],
    speakers: [{
      name: "Carlos Núñez",
      title: "Entrenador",
      company: "Calistenia Madrid",
      bio: "Entrena desde 2009.",
      photo: null,
      links: [{ label: "LinkedIn", url: "https://www.linkedin.com/in/carlos" }],
      role: "primary",
    }],
    languages: [language],
    earlyBird: null,
    approval: false,
    share: true,
    showPrice: true,
    registered: 84,
    looking: 4,
    form: {
      standard: [{ name: "company", required: event.companyRequired }, { name: "phone", required: false }],
      questions: [],
    },
    code: false,
    related: [sampleCard("open", "Handstand")],
  };
}

export function sampleView(n: number, changes: Partial<EventView> = {}): EventView {
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    title: [
      "5 Errores Comunes al Empezar con Calistenia",
      "Handstand from zero",
      "Beweglichkeitsgrundlagentraining für Quereinsteigerinnen und Quereinsteiger",
      "Q&A",
    ][n % 4]!,
    type: "webinar",
    language: n % 4 === 2 ? "de" : "es",
    lifecycle: "published",
    timeZone: "Europe/Madrid",
    startsAt: new Date(Date.parse(date.startsAt) + n * 86_400_000).toISOString(),
    durationMinutes: 90,
    capacity: n % 2 ? null : 50,
    confirmed: 42 + n * 137,
    waitlisted: n,
    cancelled: n * 2,
    cover: null,
    publicUrl: "http://localhost:8000/webinars/5-errores-comunes",
    ...changes,
  };
}

export const samplePeople: PersonRow[] = [
  ["Ana María López", "ana@example.com", "confirmed"],
  ["Bernhard Großmann-Oberhuber", "bernhard.grossmann-oberhuber@veranstaltungsakademie.example", "waitlisted"],
  [null, null, "cancelled"],
].map(([name, email, status], i) => ({
  registrationId: `00000000-0000-4000-8000-00000000000${i}`,
  reference: `K7Q4-9MX${i}`,
  name: name as string | null,
  email: email as string | null,
  company: null,
  status: status as PersonRow["status"],
  position: status === "waitlisted" ? 1 : null,
  source: "direct",
  attendance: "unknown" as const,
  tags: [],
  registeredAt: "2026-11-20T09:12:00.000Z",
}));
