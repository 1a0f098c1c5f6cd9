export interface Step {
  label: string;
  href?: string;
  state: "done" | "current" | "ahead";
}

/** Steps in their order, the current one marked. */
export function Stepper({ label, steps, upright }: { label: string; steps: readonly Step[]; upright?: boolean }) {
  return (
    <ol class="stepper" aria-label={label} data-upright={upright || undefined}>
      {steps.map((step) => (
        <li
          key={step.label}
          data-done={step.state === "done" || undefined}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          {step.href ? <a href={step.href}>{step.label}</a> : step.label}
        </li>
      ))}
    </ol>
  );
}
