import type { FreshConfig } from "fresh";

/** What `new App()` is given. Links and origins come from BASE_URL, so no proxy's header is believed here. */
export const app: FreshConfig = { trustProxy: false };

/** What `new Builder()` is given: the oldest browsers that islands are compiled for. */
export const builder = { target: ["chrome99", "firefox99", "safari15"] };
