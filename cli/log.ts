/** `deno task log`: the log on the command line, while the product runs or not. */
import type { RecordedEvent } from "../event_store/port.ts";
import { ask, print, runProgram } from "./ask.ts";
import { logUsage, parseLogQuestion } from "./log_operation.ts";

type Told = Omit<RecordedEvent, "position">;

await runProgram(async () => {
  if (Deno.args.includes("--help") || Deno.args.includes("-h")) return print(logUsage);
  const { verb } = parseLogQuestion(Deno.args);
  for await (const event of ask({ operation: "log", args: Deno.args }) as AsyncIterable<Told>) {
    await print(verb === "export" ? JSON.stringify(event) : lineOf(event));
  }
});

function lineOf({ recordedAt, stream, revision, type, metadata }: Told): string {
  const time = recordedAt.replace("T", " ").replace("Z", "");
  return `${time}  ${type.padEnd(24)} ${stream}@${revision}  ${metadata.actor ?? ""}`;
}
