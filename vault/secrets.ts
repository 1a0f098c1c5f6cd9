import { Buffer } from "node:buffer";
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from "node:crypto";
import type { Key, Secrets, Signing } from "./port.ts";
import { decrypt, decryptText, encrypt, encryptText } from "./sealed.ts";
import type { StudioKeys } from "./studio_keys.ts";
import type { Database } from "./tables.ts";

/** Named values of a studio, encrypted with its key. */
export function secrets({ db }: Database, studios: StudioKeys): Secrets {
  return {
    async put(studio, name, value) {
      const sealed = encryptText(await studios.of(studio), about(studio, name), value);
      await db.insertInto("secrets").values({ studio, name, value: sealed })
        .onConflict((conflict) => conflict.columns(["studio", "name"]).doUpdateSet({ value: sealed })).execute();
    },
    async get(studio, name) {
      const row = await db.selectFrom("secrets").select("value").where("studio", "=", studio).where("name", "=", name)
        .executeTakeFirst();
      return row ? decryptText(await studios.of(studio), about(studio, name), row.value) : null;
    },
    async remove(studio, name) {
      await db.deleteFrom("secrets").where("studio", "=", studio).where("name", "=", name).execute();
    },
  };
}

/** The key that seals are signed with: made with the vault, the same for all processes. */
export async function signing({ db }: Database, master: Key): Promise<Signing> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const made = encrypt(master, "signing key", privateKey.export({ type: "pkcs8", format: "der" }));
  await db.insertInto("meta").values({ name: "signing_key", value: made })
    .onConflict((conflict) => conflict.doNothing()).execute();
  const { value } = await db.selectFrom("meta").select("value").where("name", "=", "signing_key")
    .executeTakeFirstOrThrow();
  return signingWith(
    createPrivateKey({ key: Buffer.from(decrypt(master, "signing key", value)), format: "der", type: "pkcs8" }),
  );
}

function signingWith(privateKey: KeyObject): Signing {
  const publicKey = createPublicKey(privateKey as unknown as Parameters<typeof createPublicKey>[0]);
  const der = publicKey.export({ type: "spki", format: "der" });
  return {
    keyId: hash("sha256", der, "hex").slice(0, 16),
    publicKey: String(publicKey.export({ type: "spki", format: "pem" })),
    sign: (bytes) => sign(null, bytes, privateKey).toString("base64"),
  };
}

function about(studio: string, name: string): string {
  return `secret ${studio} ${name}`;
}
