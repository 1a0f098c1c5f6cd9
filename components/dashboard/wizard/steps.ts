/** The wizard's steps, in their order: the last parts of their addresses. */
export const stepNames = ["details", "page", "automations", "money"] as const;
export type StepName = typeof stepNames[number];
