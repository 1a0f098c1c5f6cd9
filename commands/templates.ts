import type { Language } from "../domain/ids.ts";
import { TemplateText } from "../domain/template/events.ts";
import { template, templateId } from "../domain/template/template.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** One message in one language. */
export interface WhichTemplate {
  message: string;
  language: Language;
}

export interface NewTemplate extends WhichTemplate {
  text: TemplateText;
  /** Version that the writer has seen. */
  seen: number;
  /** The earlier version that it repeats; null: it is new. */
  from: number | null;
}

/** Stream of a studio's own text of a message. */
export const templateStream = (studioId: string, { message, language }: WhichTemplate): StreamId =>
  `template-${templateId(studioId, message, language)}`;

/** The studio writes a message like this from now on. @throws {Rejected} `forbidden`, `template_changed` */
export async function saveTemplate(
  deps: CommandDeps,
  caller: Caller,
  { text, ...rest }: NewTemplate,
): Promise<{ position: Position }> {
  authorise(caller, "message.write");
  const { studioId } = caller;
  const { position } = await deps.handle(template, templateStream(studioId, rest), {
    type: "SaveTemplate",
    at: deps.now(),
    studioId,
    ...rest,
    text: TemplateText.parse(text),
  }, contextOf(caller));
  return { position };
}

/** And as everybody does again. @throws {Rejected} `forbidden` */
export async function withdrawTemplate(
  deps: CommandDeps,
  caller: Caller,
  which: WhichTemplate,
): Promise<{ position: Position }> {
  authorise(caller, "message.write");
  const { studioId } = caller;
  const command = { type: "WithdrawTemplate", at: deps.now(), studioId, ...which } as const;
  const { position } = await deps.handle(template, templateStream(studioId, which), command, contextOf(caller));
  return { position };
}
