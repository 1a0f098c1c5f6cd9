export { default } from "../../../../../routes/dev/components.tsx";
