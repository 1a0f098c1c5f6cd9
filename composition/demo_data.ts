import type { NewEvent } from "../commands/create_event.ts";
import type { Registrant } from "../domain/virtual_event/commands.ts";

/** The demo's studio and those who work in it. */
export const studio = {
  name: "Carlos Calistenia",
  address: "carlos",
  language: "es",
  timeZone: "Europe/Madrid",
  currency: "EUR",
  people: {
    owner: "Carlos Romero",
    associate: "Lucía Vidal",
    auditor: "Marta Engel",
    analyst: "Jonas Weber",
    operator: "Operator",
  },
} as const;

const common = {
  language: "es",
  access: "free",
  price: null,
  companyRequired: false,
  timeZone: studio.timeZone,
  waitlist: true,
  registrationOpensAt: null,
  registrationClosesAt: null,
} as const;

/** A wall clock so many days from now. */
function at(now: Temporal.ZonedDateTime, days: number, time: string): string {
  return `${now.toPlainDate().add({ days })}T${time}`;
}

/** The webinar whose public link the demo prints. */
export const webinar = (now: Temporal.ZonedDateTime): NewEvent => ({
  ...common,
  title: "Cómo evitar lesiones en el gimnasio",
  description:
    "Una hora práctica para entrenar más y lesionarte menos: calentamiento, técnica y señales de alarma.\n\nCon tiempo para tus preguntas al final.",
  type: "webinar",
  dates: [{ startsAtLocal: at(now, 14, "19:00"), durationMinutes: 60 }],
  capacity: 100,
});

/** Four evenings, full, with people waiting. */
export const challenge = (now: Temporal.ZonedDateTime): NewEvent => ({
  ...common,
  title: "Reto de 21 días de core",
  description: "Cuatro sesiones en vivo, una por semana, y un plan diario de diez minutos.",
  type: "challenge",
  dates: [7, 14, 21, 28].map((days) => ({ startsAtLocal: at(now, days, "20:00"), durationMinutes: 45 })),
  capacity: 12,
});

/** A draft. */
export const masterclass = (now: Temporal.ZonedDateTime): NewEvent => ({
  ...common,
  title: "Masterclass: la dominada perfecta",
  description: "De la primera repetición al lastre, paso a paso.",
  type: "masterclass",
  dates: [{ startsAtLocal: at(now, 30, "18:30"), durationMinutes: 90 }],
  capacity: 40,
});

const names = [
  ["Ana", "Núñez"],
  ["Bruno", "García"],
  ["Carla", "Fernández"],
  ["David", "López"],
  ["Elena", "Martín"],
  ["Fabio", "Ortega"],
  ["Greta", "Schneider"],
  ["Hugo", "Ramírez"],
  ["Inés", "Castro"],
  ["Jorge", "Ng"],
  ["Klara", "Vogel"],
  ["Leo", "Santos"],
  ["María", "Torres"],
  ["Nico", "Bauer"],
  ["Olga", "Prieto"],
] as const;

/** People who registered for the challenge: the last three wait. */
export const registrants: readonly Registrant[] = names.map(([firstName, lastName], n) => ({
  firstName,
  lastName,
  email: `visitor${n + 1}@demo.example`,
}));
