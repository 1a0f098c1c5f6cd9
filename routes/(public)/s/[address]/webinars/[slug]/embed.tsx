export { config, default, handler } from "../../../../webinars/[slug]/embed.tsx";
