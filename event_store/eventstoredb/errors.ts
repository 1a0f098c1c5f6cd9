import { AccessDeniedError, StreamNotFoundError } from "@eventstore/db-client";
import { StoreUnavailable } from "../port.ts";

/** Trying again will not help: the credentials are wrong. */
export function isFatal(error: unknown): boolean {
  return error instanceof AccessDeniedError;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof StreamNotFoundError;
}

/** For calls that only read: they change nothing, whatever happened to them. */
export function toUnavailable(error: unknown): StoreUnavailable {
  const { message, name } = error as Error;
  return new StoreUnavailable(`EventStoreDB cannot be read: ${message || name}`, "not_written", { cause: error });
}
