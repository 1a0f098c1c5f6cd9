const END_OF_HEAD = new TextEncoder().encode("\r\n\r\n");

/**
 * Asks for a path over 30 kept connections for so many milliseconds; answers a second. Plain sockets: the load must
 * cost less than what it measures. `path`: the same each time, or another one each time. Throws for an answer that is not a
 * 200.
 */
export async function requestsPerSecond(
  port: number,
  path: string | (() => string),
  milliseconds: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const encoder = new TextEncoder();
  const requestFor = (to: string) => encoder.encode(`GET ${to} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${more}\r\n`);
  const same = typeof path === "string" ? requestFor(path) : null;
  const request = typeof path === "string" ? () => same! : () => requestFor(path());
  const until = performance.now() + milliseconds;
  const from = performance.now();
  const counts = await Promise.all(Array.from({ length: 30 }, () => askRepeatedly(port, request, until)));
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - from) / 1000);
}

async function askRepeatedly(port: number, request: () => Uint8Array, until: number): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const buffer = new Uint8Array(1 << 16);
  let answers = 0;
  while (performance.now() < until) {
    await connection.write(request());
    await readAnswer(connection, buffer);
    answers++;
  }
  return answers;
}

async function readAnswer(connection: Deno.Conn, buffer: Uint8Array): Promise<void> {
  let size = 0;
  let wanted = Infinity;
  while (size < wanted) {
    const read = await connection.read(buffer.subarray(size));
    if (read === null) throw new Error("the server closed the connection");
    size += read;
    if (wanted !== Infinity) continue;
    const head = new TextDecoder().decode(buffer.subarray(0, Math.min(size, 2048)));
    const end = head.indexOf(new TextDecoder().decode(END_OF_HEAD));
    if (end === -1) continue;
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (!head.startsWith("HTTP/1.1 200") || length === undefined) throw new Error(`unexpected answer: ${head}`);
    wanted = end + END_OF_HEAD.length + Number(length);
  }
}
