import { context, type Link, ROOT_CONTEXT, type Span, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";

/** What a span says. Names from the program, ids, numbers: nothing of a person. */
export type Said = Readonly<Record<string, string | number | boolean>>;

/** Whether Deno sends spans anywhere (`OTEL_DENO=true`). */
const on = Deno.env.get("OTEL_DENO") === "true" || Deno.env.get("OTEL_DENO") === "1";
const tracer = trace.getTracer("webinars");

/** Whether spans are wanted: what would only be computed for them is left out otherwise. */
export function isTracing(): boolean {
  return on;
}

/**
 * Runs `work` in a span. A correlation id is a trace's id: whatever came of one request, in this process or another, now or
 * days later, is in one trace.
 */
export async function traced<T>(
  name: string,
  correlationId: string | null,
  said: Said,
  work: () => Promise<T>,
): Promise<T> {
  if (!on) return await work();
  const traceId = correlationId && traceIdOf(correlationId);
  const current = trace.getActiveSpan()?.spanContext();
  const joins = !traceId || current?.traceId === traceId;
  const parent = joins ? context.active() : trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: traceId.slice(0, 16),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
  const links: Link[] = joins || !current ? [] : [{ context: current }];
  const span = tracer.startSpan(name, { attributes: { ...said }, links }, parent);
  return await context.with(trace.setSpan(parent, span), () => ending(span, work));
}

/** A span of something that is over. */
export function traceDone(name: string, correlationId: string, said: Said, startedAt: Date): void {
  const traceId = on ? traceIdOf(correlationId) : null;
  if (!traceId) return;
  const spanContext = { traceId, spanId: traceId.slice(0, 16), traceFlags: TraceFlags.SAMPLED, isRemote: true };
  const parent = trace.setSpanContext(ROOT_CONTEXT, spanContext);
  tracer.startSpan(name, { attributes: { ...said }, startTime: startedAt }, parent).end();
}

async function ending<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    span.setStatus({ code: SpanStatusCode.ERROR, message: code ?? name ?? "error" });
    throw error;
  } finally {
    span.end();
  }
}

function traceIdOf(correlationId: string): string | null {
  const hex = correlationId.replaceAll("-", "").toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? hex : null;
}
