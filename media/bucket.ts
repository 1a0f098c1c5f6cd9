import type { S3Client } from "@aws-sdk/client-s3";
import type { S3Place } from "./s3.ts";

/** A bucket as a place for large files, whole ones under whole keys. The client is loaded with the first call. */
export interface Bucket {
  /** Keeps a file of the disk, part by part: memory stays flat. */
  put(key: string, path: string): Promise<void>;
  /** A file's bytes. @throws {TypeError} when there is none of this key */
  open(key: string): AsyncIterable<Uint8Array>;
  list(prefix: string): Promise<{ key: string; size: number }[]>;
  remove(key: string): Promise<void>;
}

const LEAST_PART = 8 * 1024 * 1024;
const MOST_PARTS = 9_000;

/** Opens a bucket of S3, or of what speaks like it. */
export function openBucket({ bucket, ...place }: S3Place): Bucket {
  let opening: Promise<{ sdk: Sdk; client: S3Client }> | null = null;
  const open = () => opening ??= import("@aws-sdk/client-s3").then((sdk) => ({ sdk, client: clientOf(sdk, place) }));

  return {
    async put(key, path) {
      const { sdk, client } = await open();
      const { size } = await Deno.stat(path);
      const part = Math.max(LEAST_PART, Math.ceil(size / MOST_PARTS));
      const file = await Deno.open(path, { read: true });
      try {
        if (size <= part) {
          await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: await upTo(file, size) }));
          return;
        }
        await putInParts({ sdk, client, bucket, key, file, size, part });
      } finally {
        file.close();
      }
    },
    async *open(key) {
      const { sdk, client } = await open();
      const answer = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key })).catch((error) => {
        if (error instanceof sdk.NoSuchKey) throw new TypeError(`there is no ${key} in the bucket ${bucket}`);
        throw error;
      });
      yield* answer.Body!.transformToWebStream() as ReadableStream<Uint8Array>;
    },
    async list(prefix) {
      const { sdk, client } = await open();
      const found: { key: string; size: number }[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        );
        for (const { Key, Size } of page.Contents ?? []) if (Key) found.push({ key: Key, size: Size ?? 0 });
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token);
      return found;
    },
    async remove(key) {
      const { sdk, client } = await open();
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

type Sdk = typeof import("@aws-sdk/client-s3");

/** A client for a place. */
export function clientOf({ S3Client }: Sdk, { endpoint, region, ...credentials }: Omit<S3Place, "bucket">): S3Client {
  return new S3Client({
    region,
    credentials,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // others that speak S3 do not know the newer checksums
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

interface InParts {
  sdk: Sdk;
  client: S3Client;
  bucket: string;
  key: string;
  file: Deno.FsFile;
  size: number;
  part: number;
}

/** There whole, or not at all: what was begun is given up when a part fails. */
async function putInParts({ sdk, client, bucket, key, file, size, part }: InParts): Promise<void> {
  const about = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(about));
  try {
    const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
    for (let at = 0; at < size; at += part) {
      const PartNumber = Parts.length + 1;
      const Body = await upTo(file, Math.min(part, size - at));
      const { ETag } = await client.send(new sdk.UploadPartCommand({ ...about, UploadId, PartNumber, Body }));
      Parts.push({ ETag, PartNumber });
    }
    await client.send(
      new sdk.CompleteMultipartUploadCommand({ ...about, UploadId, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await client.send(new sdk.AbortMultipartUploadCommand({ ...about, UploadId })).catch(() => {});
    throw error;
  }
}

async function upTo(file: Deno.FsFile, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const read = await file.read(bytes.subarray(at));
    if (read === null) throw new Error("the file changed while it was copied");
    at += read;
  }
  return bytes;
}
