export { handler } from "../../s/[address]/webinars/[slug]/picture.png.ts";
