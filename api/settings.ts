import type { z } from "zod";
import { changeSettings } from "../commands/change_settings.ts";
import { studioStream } from "../commands/streams.ts";
import { StudioSettings } from "../domain/studio/settings.ts";
import { opened, studio } from "../domain/studio/studio.ts";
import { type Call, operation } from "./operation.ts";

const Settings = StudioSettings.meta({ id: "Settings" });

export const getSettingsCall = operation({
  method: "GET",
  path: "/settings",
  needs: "studio.read",
  summary: "Get the studio's settings",
  success: { status: 200, schema: Settings, description: "The settings" },
  problems: {},
  handle: async (call) => ({ status: 200, body: await settingsOf(call) }),
});

export const changeSettingsCall = operation({
  method: "PATCH",
  path: "/settings",
  needs: "studio.change",
  summary: "Change the studio's settings",
  description: "What is left out stays. Signed in only: no key can.",
  body: StudioSettings.partial(),
  success: { status: 200, schema: Settings, description: "The settings as they are now" },
  problems: { 404: "The programme manager is no member", 409: "address_taken" },
  fields: { address_taken: "address", unknown_time_zone: "timeZone", reminder_invalid: "eventDefaults.reminders" },
  async handle(call) {
    const { position } = await changeSettings(call.app.commands, call.caller, call.body);
    await call.app.directory.reached(position);
    return { status: 200, body: await settingsOf(call) };
  },
});

async function settingsOf({ app, caller }: Pick<Call, "app" | "caller">): Promise<z.output<typeof Settings>> {
  return opened(await app.commands.handle.stateOf(studio, studioStream(caller.studioId))).settings;
}
