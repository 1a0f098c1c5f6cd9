import type { AnyFact } from "../../domain/catalogue.ts";
import type { BrowserIdentifiers } from "../../domain/consent/snapshot.ts";
import type { Money } from "../../domain/ids.ts";
import { writeMoney } from "../../domain/money.ts";
import { platformEventId } from "../../domain/tracking/platform_event_id.ts";
import type { Trigger } from "../../domain/tracking/triggers.ts";
import type { Conversion, UserData } from "../../gateways/conversions/port.ts";
import type { Reference } from "../runtime/plan.ts";

/** What the plan of a conversion says. */
export interface ConversionReference extends Reference {
  kind: "conversion";
  trackingId: string;
  name: string;
  sourceId: string;
  trigger: Trigger;
  at: string;
  tracked: number | null;
  consentId: string | null;
  ads: boolean;
  statistics: boolean;
}

/** Facts that a conversion is made of; `tracked`: the browser's part of a registration. */
export interface Facts {
  source: AnyFact;
  tracked: AnyFact | null;
}

/** The event that it is about, as far as platforms are told. */
export interface Subject {
  id: string;
  title: string;
  url: string;
}

/**
 * What happened in one shape for every platform, from the facts alone: the same whenever it is made. Null: the person is
 * erased.
 */
export function conversionOf(
  { name, sourceId, trigger, at, consentId, ads, statistics }: ConversionReference,
  { source, tracked }: Facts,
  subject: Subject | null,
  baseUrl: string,
): { conversion: Conversion; dropped: string[] } | null {
  const known = userIn(source, tracked);
  if (!known) return null;
  const { user, dropped, page, value } = known;
  const personId = (source.data as { personId?: string }).personId;
  // one id for a browser's visits and what its person did later
  user.externalId = consentId ?? personId;
  if (statistics && consentId) user.clientId ??= consentId;
  return {
    dropped,
    conversion: {
      eventId: platformEventId(sourceId, trigger),
      name,
      at,
      pageUrl: page !== undefined ? baseUrl + page : subject?.url ?? null,
      user: withoutBlanks(user),
      value: value ? { amount: writeMoney(value), currency: value.currency } : null,
      content: subject && { id: subject.id, name: subject.title },
      consent: { ads, statistics },
    },
  };
}

interface Known {
  user: UserData;
  dropped: string[];
  /** Path of the page; undefined: the subject's. */
  page?: string;
  value?: Money | null;
}

function userIn(source: AnyFact, tracked: AnyFact | null): Known | null {
  switch (source.type) {
    case "VisitTracked": {
      const { identifiers, page } = source.data;
      return identifiers && { user: browser(identifiers), dropped: [], page };
    }
    case "ConversionReported": {
      const { told, value } = source.data;
      if (!told) return null;
      const { phone, dropped } = international(told.phone);
      return { user: { ...told, phone }, dropped, value };
    }
    case "RegistrationRequested": {
      const { email, firstName, lastName, answers } = source.data;
      if (email === null || firstName === null || lastName === null) return null;
      const { phone, dropped } = international(source.data.phone ?? undefined);
      const country = answers?.country;
      const identifiers = tracked?.type === "RegistrationTracked" ? tracked.data.identifiers : null;
      return {
        user: {
          ...(identifiers ? browser(identifiers) : {}),
          email,
          firstName,
          lastName,
          phone,
          ...(typeof country === "string" ? { country } : {}),
        },
        dropped,
      };
    }
    default:
      throw new TypeError(`no conversion is made of ${source.type}`);
  }
}

function browser(identifiers: BrowserIdentifiers): UserData {
  return { ...identifiers } as UserData;
}

/** A number without its country is nobody's anywhere else: it is left out. */
function international(phone: string | undefined): { phone: string | undefined; dropped: string[] } {
  const written = phone?.trim().replace(/^00/, "+");
  if (!written) return { phone: undefined, dropped: [] };
  return written.startsWith("+") ? { phone: written, dropped: [] } : { phone: undefined, dropped: ["phone"] };
}

function withoutBlanks(user: UserData): UserData {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => typeof value === "string" && value !== ""));
}
