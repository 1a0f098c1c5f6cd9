import { controls } from "./controls.tsx";
import { figures } from "./figures.tsx";
import type { Specimen } from "./specimen.ts";
import { surfaces } from "./surfaces.tsx";

/** Every component in every state. */
export const specimens: readonly Specimen[] = [...controls, ...surfaces, ...figures];
