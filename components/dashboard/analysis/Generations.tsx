import type { Language } from "../../../domain/ids.ts";
import { bytes } from "../../../i18n/bytes.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FoldStatus } from "../../../projections/runtime/control.ts";
import { Button, ButtonLink } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { Notice } from "../../Notice.tsx";

/** A button that decides something about the read model of this page. */
export function Decide(
  { to, label, kind }: { to: string; label: string; kind?: "primary" | "danger" | "quiet" },
) {
  return (
    <form method="post">
      <input type="hidden" name="do" value={to} />
      <Button size="small" kind={kind}>{label}</Button>
    </form>
  );
}

/** What there is of one read model beside what readers see, and what can be done about it. */
export function Generations(
  { status, mayRebuild, mayDecide, locale }: {
    status: FoldStatus;
    mayRebuild: boolean;
    mayDecide: boolean;
    locale: Language;
  },
) {
  const t = translator(locale);
  const { name, rebuild, previous, generation } = status;
  const isReady = rebuild?.readyAt != null;
  const difference = (
    <ButtonLink size="small" href={`/dashboard/projections/${name}/difference`}>
      {t("projections.difference")}
    </ButtonLink>
  );
  return (
    <Card>
      <div class="stack">
        {rebuild && isReady
          ? (
            <Notice tone="accent" title={t("projections.ready", { generation: rebuild.generation })}>
              {t("projections.ready.text", { live: generation })}
            </Notice>
          )
          : null}
        {rebuild
          ? (
            <div class="row">
              {difference}
              {isReady && mayDecide
                ? (
                  <Decide
                    to="switch"
                    kind="primary"
                    label={t("projections.switch", { generation: rebuild.generation })}
                  />
                )
                : null}
              {mayRebuild ? <Decide to="cancel" label={t("projections.cancel")} /> : null}
            </div>
          )
          : mayRebuild
          ? (
            <div class="row">
              <Decide to="compare" label={t("projections.compare")} />
              {mayDecide ? <Decide to="rebuild" label={t("projections.rebuild")} /> : null}
            </div>
          )
          : null}
        {previous
          ? (
            <>
              <p>
                {t("projections.previous", {
                  generation: previous.generation,
                  version: previous.version,
                  size: bytes(previous.bytes, locale),
                })} {previous.usable ? null : t("projections.previous.unusable")}
              </p>
              <div class="row">
                {rebuild ? null : difference}
                {mayDecide && previous.usable
                  ? <Decide to="roll_back" label={t("projections.roll_back", { generation: previous.generation })} />
                  : null}
                {mayDecide
                  ? (
                    <Decide
                      to="drop"
                      kind="danger"
                      label={t("projections.drop", { generation: previous.generation })}
                    />
                  )
                  : null}
              </div>
            </>
          )
          : null}
        {mayDecide ? null : <p class="muted small">{t("projections.operator")}</p>}
      </div>
    </Card>
  );
}
