import { AutomationsStep } from "./AutomationsStep.tsx";
import { DetailsStep } from "./DetailsStep.tsx";
import type { Row, StepProps } from "./fields.ts";
import { MoneyStep } from "./MoneyStep.tsx";
import { PageStep } from "./PageStep.tsx";
import type { StepName } from "./steps.ts";

export interface StepFieldsProps extends Omit<StepProps, "rows"> {
  name: StepName;
  /** Rows of the step's lists. */
  lists: Readonly<Record<string, readonly Row[]>>;
  told: number;
  published: boolean;
  invited: { code: boolean; people: number };
  categories: readonly string[];
  cover: string | null;
  coverError?: string;
}

/** The fields of one step. */
export function StepFields({ name, lists, ...props }: StepFieldsProps) {
  const rows = (list: string) => lists[list] ?? [];
  switch (name) {
    case "details":
      return <DetailsStep {...props} rows={rows} />;
    case "page":
      return <PageStep {...props} rows={rows} />;
    case "automations":
      return <AutomationsStep {...props} rows={rows} />;
    case "money":
      return <MoneyStep {...props} rows={rows} />;
  }
}
