import type { PersonStatus } from "../desk/person.ts";

/** A person in the list. What is personal is null once they were erased, or where nobody told. */
export interface LeadRow {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  company: string | null;
  registrations: number;
  origin: "registration" | "hand" | "import" | "api";
  source: string;
  lastSeenAt: string;
  tags: readonly string[];
  ownerId: string | null;
  openTasks: number;
  erased: boolean;
}

export interface LeadTask {
  id: string;
  title: string | null;
  /** Written out already. */
  due: string | null;
  ownerId: string | null;
  priority: "low" | "normal" | "high";
  status: "open" | "done";
}

/** Everything about one of them. Moments are written out already. */
export interface LeadDetailsView extends LeadRow {
  phone: string | null;
  position: string | null;
  marketing: boolean;
  medium: string | null;
  campaign: string | null;
  firstSeenAt: string;
  mergedInto: string | null;
  tasks: readonly LeadTask[];
  notes: readonly { id: string; text: string | null; at: string }[];
  places: readonly {
    registrationId: string;
    eventId: string;
    status: PersonStatus;
    position: number | null;
    attendance: "unknown" | "attended" | "no_show";
    at: string;
  }[];
  timeline: readonly { key: string; text: string; at: string }[];
}

/** What somebody is called in a list; null: nobody knows any more. */
export function nameOf(
  { firstName, lastName, email }: Pick<LeadRow, "firstName" | "lastName" | "email">,
): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || email;
}

/** Members, for choosing one. */
export type Members = readonly { userId: string; name: string }[];
