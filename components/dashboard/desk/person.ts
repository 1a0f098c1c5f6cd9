import type { Tone } from "../../Badge.tsx";

export type PersonStatus = "pending" | "confirmed" | "waitlisted" | "offered" | "declined" | "cancelled" | "expired";

/** A registered person. What is personal is null once the person was erased. */
export interface PersonRow {
  registrationId: string;
  reference: string;
  name: string | null;
  email: string | null;
  company: string | null;
  status: PersonStatus;
  /** Place in the line, from 1, while waiting. */
  position: number | null;
  source: string;
  attendance: "unknown" | "attended" | "no_show";
  tags: readonly string[];
  registeredAt: string;
}

/** Everything that the desk tells about one of them. Moments are written out already. */
export interface PersonDetails extends PersonRow {
  personId: string;
  firstName: string | null;
  lastName: string | null;
  told: {
    phone: string | null;
    company: string | null;
    position: string | null;
    website: string | null;
    specialRequirements: string | null;
  };
  answers: readonly { question: string; answer: string }[];
  notes: readonly { id: string; text: string | null; at: string }[];
  timeline: readonly { key: string; text: string; at: string; tone?: Tone }[];
}

export const statusTones: Readonly<Record<PersonStatus, Tone | undefined>> = {
  pending: "accent",
  confirmed: "positive",
  waitlisted: "warning",
  offered: "warning",
  declined: undefined,
  cancelled: undefined,
  expired: undefined,
};

export const statuses = Object.keys(statusTones) as PersonStatus[];

/** What a member can do with a registration that stands so. */
export function actionsFor(
  status: PersonStatus,
): readonly ("approve" | "decline" | "confirm" | "waitlist" | "cancel")[] {
  switch (status) {
    case "pending":
      return ["approve", "decline", "waitlist"];
    case "confirmed":
      return ["waitlist", "cancel"];
    case "waitlisted":
    case "offered":
      return ["confirm", "cancel"];
    default:
      return [];
  }
}
