export { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export function fromFileUrl(url: string): string {
  return fileURLToPath(url);
}

export function toFileUrl(path: string): string {
  return pathToFileURL(path).href;
}
