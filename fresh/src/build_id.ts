/** Names this build in script URLs and cache keys; in the browser it is read from the script's own address. */
export let BUILD_ID: string = typeof document === "undefined"
  ? "dev"
  : import.meta.url.match(/\/_fresh\/js\/([^/]+)\//)?.[1] ?? "dev";

/** Makes `id` the build id of this process. */
export function setBuildId(id: string): void {
  BUILD_ID = id;
}
