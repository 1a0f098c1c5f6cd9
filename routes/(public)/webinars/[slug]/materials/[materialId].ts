export { handler } from "../../../s/[address]/webinars/[slug]/materials/[materialId].ts";
