export { default, handler } from "./s/[address]/register.tsx";
