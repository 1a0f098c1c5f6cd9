import type { Language } from "../../domain/ids.ts";

/** What codes in the data of domain events mean, by the field that they stand in. A code without words is told as it is. */
export type FactValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

const role = {
  en: { owner: "owner", associate: "associate trainer", auditor: "auditor", analyst: "analyst" },
  de: { owner: "Inhaberin oder Inhaber", associate: "Co-Trainer", auditor: "Prüfer", analyst: "Analyst" },
  es: { owner: "titular", associate: "formador asociado", auditor: "auditor", analyst: "analista" },
};

export const factValues: Readonly<Record<Language, FactValues>> = {
  en: {
    role: role.en,
    formerly: role.en,
    source: { direct: "a direct link", trainer: "the team", import: "an import", api: "the API" },
    attendance: { attended: "was there", no_show: "did not come", unknown: "unknown" },
    channel: { mail: "e-mail", sms: "SMS", vault: "the vault" },
    access: { free: "free", paid: "paid" },
    scope: { slug: "The address of a page,", studio_address: "The address of a studio," },
    page: { fact: "a domain event", registrations: "registrations", stream: "a stream", person: "a person" },
    answer: { yes: "yes", no: "no" },
  },
  de: {
    role: role.de,
    formerly: role.de,
    source: { direct: "einen direkten Link", trainer: "das Team", import: "einen Import", api: "die API" },
    attendance: { attended: "war da", no_show: "kam nicht", unknown: "unbekannt" },
    channel: { mail: "E-Mail", sms: "SMS", vault: "den Tresor" },
    access: { free: "kostenlos", paid: "kostenpflichtig" },
    scope: { slug: "Die Adresse einer Seite,", studio_address: "Die Adresse eines Studios," },
    page: { fact: "ein Domain-Event", registrations: "Anmeldungen", stream: "ein Stream", person: "eine Person" },
    answer: { yes: "ja", no: "nein" },
  },
  es: {
    role: role.es,
    formerly: role.es,
    source: { direct: "un enlace directo", trainer: "el equipo", import: "una importación", api: "la API" },
    attendance: { attended: "estuvo", no_show: "no vino", unknown: "desconocida" },
    channel: { mail: "correo", sms: "SMS", vault: "la bóveda" },
    access: { free: "gratis", paid: "de pago" },
    scope: { slug: "la dirección de una página,", studio_address: "la dirección de un estudio," },
    page: { fact: "un evento de dominio", registrations: "inscripciones", stream: "un flujo", person: "una persona" },
    answer: { yes: "sí", no: "no" },
  },
};
