export { default, handler } from "../../../../webinars/[slug]/index.tsx";
