/** A small server that speaks the part of S3 that the product uses, on loopback. */
export interface S3Server {
  url: string;
  /** By path, `/bucket/key`. */
  files: Map<string, Uint8Array>;
  /** Uploads in parts that are not finished. */
  begun: Map<string, Map<number, Uint8Array>>;
  /** Answers the next so many calls of this kind with a failure. */
  fail(method: string, times: number): void;
  stop(): Promise<void>;
}

/** Starts one. */
export function startS3(): S3Server {
  const files = new Map<string, Uint8Array>();
  const begun = new Map<string, Map<number, Uint8Array>>();
  const failing = new Map<string, number>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const left = failing.get(request.method) ?? 0;
    if (left > 0) {
      failing.set(request.method, left - 1);
      return xml("<Error><Code>AccessDenied</Code></Error>", 403);
    }
    const upload = searchParams.get("uploadId");
    switch (request.method) {
      case "POST":
        if (upload === null) {
          const id = crypto.randomUUID();
          begun.set(id, new Map());
          return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
        }
        files.set(pathname, joined(begun.get(upload)!));
        begun.delete(upload);
        return xml("<CompleteMultipartUploadResult><ETag>whole</ETag></CompleteMultipartUploadResult>");
      case "PUT": {
        const bytes = await request.bytes();
        if (upload === null) files.set(pathname, bytes);
        else begun.get(upload)!.set(Number(searchParams.get("partNumber")), bytes);
        return new Response(null, { headers: { ETag: `"${bytes.length}"` } });
      }
      case "DELETE":
        if (upload !== null) begun.delete(upload);
        else files.delete(pathname);
        return new Response(null, { status: 204 });
      default:
        return searchParams.has("list-type") ? listing(pathname, searchParams) : fileAt(pathname);
    }
  });

  function fileAt(path: string): Response {
    const found = files.get(path);
    return found ? new Response(new Uint8Array(found)) : xml("<Error><Code>NoSuchKey</Code></Error>", 404);
  }

  function listing(path: string, asked: URLSearchParams): Response {
    const bucket = `/${path.split("/")[1]}/`;
    const prefix = bucket + (asked.get("prefix") ?? "");
    const after = asked.get("continuation-token") ?? "";
    const keys = [...files.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, 2);
    const more = keys.length > page.length;
    const rows = page.map((key) =>
      `<Contents><Key>${key.slice(bucket.length)}</Key><Size>${files.get(key)!.length}</Size></Contents>`
    );
    return xml(
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${rows.join("")}` +
        (more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "") + "</ListBucketResult>",
    );
  }

  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    files,
    begun,
    fail: (method, times) => void failing.set(method, times),
    stop: () => server.shutdown(),
  };
}

/** What the product has to be told so that it keeps its files there. */
export function bucketOf({ url }: S3Server, bucket: string): Record<string, string> {
  return {
    S3_BUCKET: bucket,
    S3_REGION: "eu",
    S3_ENDPOINT: url,
    S3_ACCESS_KEY_ID: "id",
    S3_SECRET_ACCESS_KEY: "secret",
  };
}

function joined(parts: Map<number, Uint8Array>): Uint8Array {
  const ordered = [...parts.entries()].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
  const whole = new Uint8Array(ordered.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of ordered) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}

function xml(body: string, status = 200): Response {
  return new Response(body, { status, headers: { "Content-Type": "application/xml" } });
}
