import { useEffect, useRef } from "preact/hooks";

/** What the server wants found out: the number that, after `salt`, hashes to `hash`. */
export interface Task {
  salt: string;
  hash: string;
  most: number;
  signature: string;
}

/**
 * Does the work that the server asked for and sends the form around it again. Where a browser cannot, the field stays as the
 * server wrote it: then the form is taken after a short while.
 */
export default function ProofOfWork({ task }: { task: Task }) {
  const field = useRef<HTMLInputElement>(null);
  const { salt, hash, most, signature } = task;
  useEffect(() => {
    let going = true;
    void (async () => {
      for (let number = 0; going && number < most; number++) {
        const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(salt + number));
        const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        if (hex !== hash) continue;
        field.current!.value = `${salt}|${number}|${hash}|${signature}`;
        field.current!.form?.requestSubmit();
        return;
      }
    })();
    return () => {
      going = false;
    };
  }, []);
  return <input ref={field} type="hidden" name="proof" value={`${salt}||${hash}|${signature}`} />;
}
