import { z } from "zod";
import type { TrackingSettings } from "../../../domain/tracking/events.ts";
import { type Mapping, type Platform, PlatformEvent, Trigger } from "../../../domain/tracking/triggers.ts";

const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = (schema: z.ZodType<string>) => z.preprocess(blankIsAbsent, schema.optional());
const ticked = z.literal("true").optional().transform((value) => value === "true");

/** What is asked beside pixel and token; which of it, depends on the platform. */
const settings = {
  testEventCode: optional(z.string().trim().regex(/^[A-Za-z0-9]{1,40}$/, { error: "format" })),
  advertiserId: optional(z.string().trim().regex(/^\d{1,30}$/, { error: "format" })),
  loginCustomerId: optional(z.string().trim().regex(/^\d{3}-?\d{3}-?\d{4}$/, { error: "format" })),
  limitedDataUse: ticked,
};
const action = optional(z.string().trim().regex(/^\d{1,20}$/, { error: "format" }));

/** Names of Google's conversion actions, one field each. */
export const actionNames = ["Lead", "CompleteRegistration", "Schedule", "InitiateCheckout", "Purchase"] as const;
const actions = Object.fromEntries(actionNames.map((name) => [`action.${name}`, action]));

const token = z.string().default("").pipe(z.string().trim().min(1, { error: "required" }).max(5_000));

export const SettingsForm = z.object({ ...settings, ...actions });
export const ConnectForm = z.object({
  pixelId: z.string().default("").pipe(z.string().trim().min(1, { error: "required" }).max(40)),
  token,
  ...settings,
  ...actions,
});
export const TokenForm = z.object({ token });

/** The settings that a form of a platform gives. */
export function settingsIn(platform: Platform, form: Record<string, unknown>): TrackingSettings {
  const given = form as z.output<typeof SettingsForm> & Record<string, string | undefined>;
  switch (platform) {
    case "meta":
      return { ...one("testEventCode", given.testEventCode), limitedDataUse: given.limitedDataUse };
    case "tiktok":
      return {
        ...one("testEventCode", given.testEventCode),
        ...one("advertiserId", given.advertiserId),
        limitedDataUse: given.limitedDataUse,
      };
    case "google": {
      const named = actionNames.flatMap((name) => {
        const id = given[`action.${name}`];
        return id ? [[name, id] as const] : [];
      });
      return { ...one("loginCustomerId", given.loginCustomerId), conversionActions: Object.fromEntries(named) };
    }
    case "ga4":
      return {};
  }
}

function one<K extends keyof TrackingSettings>(name: K, value: TrackingSettings[K] | undefined) {
  return value === undefined ? {} : { [name]: value };
}

/** The settings as a form shows them. */
export function settingsValues(settings: TrackingSettings): Record<string, string> {
  const { conversionActions = {}, limitedDataUse, ...texts } = settings;
  return {
    ...texts,
    ...(limitedDataUse ? { limitedDataUse: "true" } : {}),
    ...Object.fromEntries(Object.entries(conversionActions).map(([name, id]) => [`action.${name}`, id])),
  };
}

const eventName = z.preprocess(
  blankIsAbsent,
  z.string().trim().pipe(PlatformEvent.regex(/./, { error: "format" })).optional(),
);

/** One field for each thing that can happen. */
export const EventsForm = z.object(Object.fromEntries(Trigger.options.map((trigger) => [trigger, eventName])));

export function mappingIn(form: Record<string, unknown>): Mapping {
  return Object.fromEntries(Object.entries(form).filter(([, name]) => typeof name === "string"));
}
