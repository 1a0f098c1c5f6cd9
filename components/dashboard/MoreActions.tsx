import { translator } from "../../i18n/translate.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { Dialog } from "../Dialog.tsx";
import { TextField } from "../inputs.tsx";
import { hrefOf } from "./event.ts";
import type { OverviewProps } from "./Overview.tsx";

/** What is rarely done with an event: move it, copy it, take it back, delete it. */
export function MoreActions({ event, locale, may, requestId }: OverviewProps) {
  const t = translator(locale);
  const open = event.lifecycle !== "completed" && event.lifecycle !== "cancelled";
  const untouched = event.confirmed + event.waitlisted === 0;
  const unpublishes = may.publish && event.lifecycle === "published" && untouched;
  const deletes = may.remove && event.lifecycle === "draft";
  if (!(may.duplicate || (may.change && open))) return null;
  const request = <input type="hidden" name="requestId" value={requestId} />;
  return (
    <Card>
      <div class="stack tight">
        <h2>{t("events.more")}</h2>
        <div class="row tight">
          {may.change && open
            ? (
              <ButtonLink size="small" icon="calendar" href={hrefOf(event.id, "/edit/details#when")}>
                {t("events.reschedule")}
              </ButtonLink>
            )
            : null}
          {may.duplicate
            ? (
              <Button size="small" type="button" icon="copy" popovertarget="duplicate-event">
                {t("events.duplicate")}
              </Button>
            )
            : null}
          {deletes
            ? (
              <Button kind="quiet" size="small" type="button" icon="trash-2" popovertarget="delete-event">
                {t("events.delete")}
              </Button>
            )
            : null}
        </div>
        {unpublishes
          ? (
            <form class="stack tight" method="post" action={hrefOf(event.id, "/unpublish")}>
              {request}
              <div>
                <Button size="small" aria-describedby="unpublish-hint">{t("events.unpublish")}</Button>
              </div>
              <p class="muted small" id="unpublish-hint">{t("events.unpublish.hint")}</p>
            </form>
          )
          : null}
      </div>
      {may.duplicate
        ? (
          <Dialog id="duplicate-event" title={t("events.duplicate.ask")}>
            <p>{t("events.duplicate.text")}</p>
            <form class="stack" method="post" action={hrefOf(event.id, "/duplicate")}>
              {request}
              <TextField
                name="shiftDays"
                label={t("events.duplicate.shift")}
                type="number"
                inputMode="numeric"
                min={0}
                max={3650}
                value="7"
                required
              />
              <div class="dialog-actions">
                <Button type="button" popovertarget="duplicate-event" popovertargetaction="hide">
                  {t("common.cancel")}
                </Button>
                <Button kind="primary">{t("events.duplicate.do")}</Button>
              </div>
            </form>
          </Dialog>
        )
        : null}
      {deletes
        ? (
          <Dialog id="delete-event" title={t("events.delete.ask")}>
            <p>{t("events.delete.text")}</p>
            <form method="post" action={hrefOf(event.id, "/delete")}>
              {request}
              <div class="dialog-actions">
                <Button type="button" popovertarget="delete-event" popovertargetaction="hide">
                  {t("events.delete.keep")}
                </Button>
                <Button kind="danger">{t("events.delete")}</Button>
              </div>
            </form>
          </Dialog>
        )
        : null}
    </Card>
  );
}
