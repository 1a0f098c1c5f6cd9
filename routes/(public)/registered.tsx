export { default, handler } from "./s/[address]/registered.tsx";
