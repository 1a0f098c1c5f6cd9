export { default, handler } from "../../../../webinars/[slug]/link.tsx";
