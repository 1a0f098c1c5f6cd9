import { clientOf } from "./bucket.ts";
import { checkedName, type MediaStore, typeOf } from "./store.ts";

/** S3, or what speaks like it. */
export interface S3Place {
  /** Null: Amazon's own. */
  endpoint: string | null;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Keeps files in a bucket, under `media/`. The client is loaded with the first file. */
export function s3Store({ bucket, ...place }: S3Place): MediaStore {
  let opening: Promise<Opened> | null = null;
  const open = () => opening ??= load();

  async function load() {
    const sdk = await import("@aws-sdk/client-s3");
    const { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, NoSuchKey } = sdk;
    const client = clientOf(sdk, place);
    return { client, DeleteObjectCommand, GetObjectCommand, PutObjectCommand, NoSuchKey };
  }
  type Opened = Awaited<ReturnType<typeof load>>;

  async function bodyOf(name: string) {
    const { client, GetObjectCommand, NoSuchKey } = await open();
    try {
      const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: `media/${checkedName(name)}` }));
      return found.Body ?? null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  return {
    async put(name, content) {
      const { client, PutObjectCommand } = await open();
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `media/${checkedName(name)}`,
          Body: content,
          ContentType: typeOf(name),
        }),
      );
    },
    async remove(name) {
      const { client, DeleteObjectCommand } = await open();
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `media/${checkedName(name)}` }));
    },
    get: async (name) => await (await bodyOf(name))?.transformToByteArray() ?? null,
    stream: async (name) => (await bodyOf(name))?.transformToWebStream() ?? null,
  };
}
