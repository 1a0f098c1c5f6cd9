export { handler } from "../../../../webinars/[slug]/form-opened.ts";
