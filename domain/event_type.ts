import { z } from "zod";

/** Version, shape and history of one type of domain event. */
export interface EventType<T extends string = string, S extends z.ZodObject = z.ZodObject> {
  type: T;
  /** Version that is written today; older ones are upcast on reading. */
  version: number;
  schema: S;
  /** Names this type had before; filters ask for these too. */
  formerly: readonly string[];
  /** `upcasters[n]` turns the data of version n+1 into that of version n+2. Pure. */
  upcasters: readonly ((data: Record<string, unknown>) => Record<string, unknown>)[];
  /** Personal fields of `data` (top level only) and the top-level field that holds their person's id. */
  personal: Readonly<Record<string, string>>;
}

/** The domain event that an {@link EventType} describes. */
export type EventOf<E> = E extends EventType<infer T, infer S> ? { type: T; data: z.output<S> } : never;

const personalFields = z.registry<{ of: string }>();

/**
 * Marks a top-level field as personal data of the person whose id stands in the top-level field `of`.
 * It is encrypted with that person's key in the log and reads `null` once the person is erased.
 * Folds may store and search it, never count, compare or branch on it.
 */
export function personal<S extends z.ZodType>(of: string, schema: S): z.ZodNullable<S> {
  const field = schema.nullable();
  personalFields.add(field, { of });
  return field;
}

/** Declares one type of domain event. Names never change their meaning; a changed shape is a new version with an upcaster. */
export function eventType<T extends string, Shape extends z.ZodRawShape>(
  type: T,
  shape: Shape,
  history: { upcasters?: EventType["upcasters"]; formerly?: readonly string[] } = {},
): EventType<T, z.ZodObject<Shape>> {
  const upcasters = history.upcasters ?? [];
  const personal: Record<string, string> = {};
  for (const [name, field] of Object.entries(shape)) {
    const mark = personalFields.get(field as z.ZodType);
    if (mark) personal[name] = mark.of;
  }
  return {
    type,
    version: upcasters.length + 1,
    schema: z.object(shape),
    formerly: history.formerly ?? [],
    upcasters,
    personal,
  };
}
