export { default, handler } from "../../../webinars/index.tsx";
