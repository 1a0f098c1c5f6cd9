export { handler } from "./s/[address]/webinars.ics.ts";
