export { handler } from "../../s/[address]/webinars/[slug]/calendar.ics.ts";
