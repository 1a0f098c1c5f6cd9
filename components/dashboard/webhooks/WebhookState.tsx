import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Badge } from "../../Badge.tsx";

/** Whether a webhook is told of things, and why not. */
export function WebhookState({ paused, locale }: { paused: "switched_off" | "gone" | null; locale: Language }) {
  const tone = paused === null ? "positive" : paused === "gone" ? "negative" : undefined;
  return <Badge tone={tone}>{translator(locale)(`webhooks.state.${paused ?? "active"}`)}</Badge>;
}
