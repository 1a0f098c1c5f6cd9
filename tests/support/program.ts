/** What a program of the command line did. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

const root = new URL("../../", import.meta.url).pathname;

function argumentsOf(name: string, args: readonly string[]): string[] {
  return ["run", "--allow-all", "--no-check", `cli/${name}.ts`, ...args];
}

/** Runs `cli/<name>.ts` as `deno task` does. */
export async function runProgram(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: argumentsOf(name, args),
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** A program that runs on. */
export interface RunningProgram {
  /** What it printed so far, errors included. */
  output(): string;
  ended: Promise<void>;
  /** SIGINT, as Ctrl-C does, and waits for its end. */
  end(): Promise<void>;
}

/** Starts `cli/<name>.ts` and reads along. */
export function startProgram(name: string, args: readonly string[], env: Record<string, string>): RunningProgram {
  return follow(Deno.execPath(), argumentsOf(name, args), env);
}

/** The same on a terminal of its own, as a person sees it. */
export function runProgramOnTerminal(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): RunningProgram {
  const command = [Deno.execPath(), ...argumentsOf(name, args)].join(" ");
  return follow("script", ["--quiet", "--return", "--command", command, "/dev/null"], env);
}

function follow(command: string, args: string[], env: Record<string, string>): RunningProgram {
  const process = new Deno.Command(command, {
    args,
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const drain = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) output += text;
  };
  const ended = Promise.all([drain(process.stdout), drain(process.stderr), process.status]).then(() => {});
  return {
    output: () => output,
    ended,
    async end() {
      process.kill("SIGINT");
      await ended;
    },
  };
}
