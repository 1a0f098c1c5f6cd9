import { middleware } from "../web/middleware.ts";

export default middleware;
