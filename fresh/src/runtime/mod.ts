export { asset, assetSrcSet, IS_BROWSER, Partial, type PartialProps } from "./shared_internal.tsx";
export { Head, type HeadProps } from "./head.ts";
export { HttpError } from "../error.ts";
