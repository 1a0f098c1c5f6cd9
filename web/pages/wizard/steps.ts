import type { StepName } from "../../../components/dashboard/wizard/steps.ts";
import { automations } from "./automations.ts";
import { details } from "./details.ts";
import { money } from "./money.ts";
import { page } from "./page.ts";
import type { WizardStep } from "./step.ts";

/** The steps by the last part of their addresses. */
export const steps: Readonly<Record<StepName, WizardStep>> = { details, page, automations, money };
