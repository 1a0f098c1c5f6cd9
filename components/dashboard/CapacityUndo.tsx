import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { hrefOf } from "./event.ts";
import { Undo } from "./Undo.tsx";

/** Places as they are, and as they were typed before: empty for no limit. */
export interface CapacityChange {
  eventId: string;
  capacity: number | null;
  confirmed: number;
  was: string | undefined;
}

/** Whether the former number of places is another one, and no more than that are taken. */
export function canBeTakenBack({ capacity, confirmed, was }: Omit<CapacityChange, "eventId">): boolean {
  if (was === undefined || was === String(capacity ?? "")) return false;
  return was === "" || (/^\d{1,7}$/.test(was) && Number(was) >= confirmed);
}

/** Says that the number of places was changed, and takes it back; `to`: the page below the event's that one is on. */
export function CapacityUndo({ to = "", locale, ...change }: CapacityChange & { to?: string; locale: Language }) {
  const { eventId, was } = change;
  if (was === undefined || !canBeTakenBack(change)) return null;
  return (
    <Undo action={hrefOf(eventId)} fields={{ capacity: was, to }} locale={locale}>
      {translator(locale)("undo.capacity")}
    </Undo>
  );
}
