export { Builder, type BuildOptions, type ResolvedBuildOptions } from "./builder.ts";
export type { OnTransformArgs, OnTransformOptions, OnTransformResult, TransformFn } from "./dev_build_cache.ts";
