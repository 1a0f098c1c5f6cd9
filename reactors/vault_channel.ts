import type { Vault } from "../vault/port.ts";
import type { ChannelSpec } from "./runtime/channel.ts";

/**
 * The way in which keys go: after the pictures that only they tell of, destroyed in the vault, with the mails that name the person, then without a trace on the disk.
 * `cleanUp` does the same for everything else that was derived from the log. Repeating it changes nothing.
 */
export function vaultChannel(
  { vault, removePictures, cleanUp }: {
    vault: Pick<Vault, "erasePerson" | "cleanUp">;
    /** Answers how many. */
    removePictures(whose: { studioId: string; personId: string }): Promise<number>;
    cleanUp(personId: string): Promise<void>;
  },
): ChannelSpec {
  return {
    concurrency: 1,
    timeout: 50_000,
    prepare: ({ studio_id, person_id, key }) => {
      if (studio_id === null || person_id === null) throw new TypeError(`${key} does not say whose keys`);
      return Promise.resolve({
        send: async () => {
          const pictures = await removePictures({ studioId: studio_id, personId: person_id });
          await vault.erasePerson(studio_id, person_id);
          await vault.cleanUp();
          await cleanUp(person_id);
          return { receipt: `keys destroyed, ${pictures} pictures removed, traces cleaned up` };
        },
      });
    },
  };
}
