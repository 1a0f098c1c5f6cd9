import type { Language } from "../../domain/ids.ts";
import { when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Badge } from "../Badge.tsx";
import { Button } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { WallClockField } from "../DateTimeField.tsx";
import { Icon } from "../Icon.tsx";
import { Notice } from "../Notice.tsx";
import type { StepName } from "./wizard/steps.ts";

/** One thing that publishing needs, or that makes the page better. */
export interface Check {
  name: "title" | "description" | "dates" | "price" | "payments" | "cover" | "speakers" | "keyPoints";
  needed: boolean;
  done: boolean;
  /** Where it is put right. */
  step: StepName;
}

const anchors: Readonly<Record<Check["name"], string>> = {
  title: "f-title",
  description: "f-description",
  dates: "when",
  price: "price",
  payments: "price",
  cover: "looks",
  speakers: "speakers",
  keyPoints: "texts",
};

export interface PublishPanelProps {
  locale: Language;
  href: string;
  timeZone: string;
  checks: readonly Check[];
  /** When it publishes by itself; null: not by itself. ISO 8601 UTC. */
  publishAt: string | null;
  requestId: string;
  problem?: string;
  errors: Readonly<Record<string, string>>;
  now: Date;
}

/** What is missing, with links to it; publish now, or at a time. */
export function PublishPanel(props: PublishPanelProps) {
  const { locale, href, timeZone, checks, publishAt, requestId, problem, errors, now } = props;
  const t = translator(locale);
  const missing = checks.filter(({ needed, done }) => needed && !done).length;
  return (
    <>
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      <Card>
        <div class="stack">
          <h2>{missing > 0 ? t("publish.missing", { count: missing }) : t("publish.ready")}</h2>
          <ul class="checklist">
            {checks.map((check) => (
              <li key={check.name} data-done={check.done || undefined}>
                <Icon name={check.done ? "circle-check" : check.needed ? "circle-alert" : "info"} />
                {check.done
                  ? <span>{t(`publish.check.${check.name}`)}</span>
                  : (
                    <a href={`${href}/edit/${check.step}#${anchors[check.name]}`}>
                      {t(`publish.check.${check.name}`)}
                    </a>
                  )}
                {check.done
                  ? <span class="unseen">{t("publish.done")}</span>
                  : (
                    <Badge tone={check.needed ? "negative" : undefined}>
                      {t(check.needed ? "publish.needed" : "publish.better")}
                    </Badge>
                  )}
              </li>
            ))}
          </ul>
          <form method="post" action={`${href}/publish`}>
            <input type="hidden" name="requestId" value={requestId} />
            <Button kind="primary" icon="rocket" disabled={missing > 0}>{t("publish.now")}</Button>
          </form>
        </div>
      </Card>
      <Card>
        <form class="stack" method="post" action={`${href}/schedule`} novalidate>
          <h2>{t("publish.later")}</h2>
          <input type="hidden" name="requestId" value={requestId} />
          {publishAt
            ? <p>{t("publish.scheduled", { when: when({ startsAt: publishAt, zone: timeZone }, locale, now) })}</p>
            : <p class="muted">{t("publish.later_hint")}</p>}
          <WallClockField
            name="publishAt"
            label={t("publish.at", { zone: timeZone })}
            error={errors.publishAt}
            focus={Boolean(errors.publishAt)}
          />
          <div class="row tight">
            <Button name="then" value="schedule" icon="clock">{t("publish.schedule")}</Button>
            {publishAt ? <Button kind="quiet" name="then" value="unschedule">{t("publish.unschedule")}</Button> : null}
          </div>
        </form>
      </Card>
    </>
  );
}
