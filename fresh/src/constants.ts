/** Marks a request that wants a page's partials only. */
export const PARTIAL_SEARCH_PARAM = "fresh-partial";
/** Query parameter that carries the build id of a static file's URL. */
export const ASSET_CACHE_BUST_KEY = "__frsh_c";
/** Where the dev server tells open pages to reload. */
export const ALIVE_URL = "/_frsh/alive";
/** Where built scripts live, followed by the build id. */
export const JS_PREFIX = "/_fresh/js/";
