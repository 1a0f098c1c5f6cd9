export { default, handler } from "../../../../webinars/[slug]/register.tsx";
