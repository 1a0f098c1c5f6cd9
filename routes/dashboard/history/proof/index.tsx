import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../../components/Button.tsx";
import { Card } from "../../../../components/Card.tsx";
import { Verdict, type VerdictText } from "../../../../components/dashboard/Verdict.tsx";
import { TextField } from "../../../../components/inputs.tsx";
import { translator } from "../../../../i18n/translate.ts";
import Verification from "../../../../islands/Verification.tsx";
import { readForm } from "../../../../web/body.ts";
import { streamToVerify, verification } from "../../../../web/pages/proof.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { verdictOf } from "../../../../web/pages/verdict.ts";
import { define } from "../../../../web/state.ts";

interface Shown {
  stream: string;
  verdict: VerdictText | null;
  unknown: boolean;
}

export const handler = define.handlers({
  GET({ url }) {
    return page<Shown>({ stream: url.searchParams.get("stream") ?? "", verdict: null, unknown: false });
  },

  /** Verifies and answers when that is done: for those without script. */
  async POST({ state, req }) {
    const studioId = workplaceOf(state).id;
    const { stream: asked = "" } = await readForm(req);
    const stream = await streamToVerify(state.app, studioId, asked);
    if (stream === "unknown") return page<Shown>({ stream: asked, verdict: null, unknown: true }, { status: 404 });
    const verdict = verdictOf(await verification(state.app, studioId, stream), state.locale);
    return page<Shown>({ stream: asked, verdict, unknown: false });
  },
});

export default define.page<typeof handler>(function ProofPage({ data, state }) {
  const t = translator(state.locale);
  const { stream, verdict, unknown } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("audit.proof.title")}</title>
      </Head>
      <div>
        <p>
          <a href="/dashboard/history">{t("history.back")}</a>
        </p>
        <h1>{t("audit.proof.title")}</h1>
        <p class="muted">{t("audit.proof.lead")}</p>
      </div>
      <Card>
        <form method="post" class="stack">
          <TextField
            name="stream"
            label={t("audit.proof.stream")}
            hint={t("audit.proof.stream.hint")}
            value={stream}
            error={unknown ? t("audit.proof.unknown") : undefined}
            maxLength={200}
            autocomplete="off"
          />
          <Verification texts={{ start: t("audit.proof.verify"), progress: t("audit.proof.progress") }} />
          {verdict ? <Verdict verdict={verdict} /> : null}
        </form>
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("audit.proof.take")}</h2>
          <p class="row">
            <ButtonLink href="/dashboard/history/export" icon="download">{t("audit.export")}</ButtonLink>
            <ButtonLink href="/dashboard/history/proof/seals.ndjson" icon="download">
              {t("audit.proof.seals")}
            </ButtonLink>
            <ButtonLink href="/.well-known/seal-keys.json" icon="key-round">{t("audit.proof.key")}</ButtonLink>
          </p>
          <p class="muted small">{t("audit.proof.howto")}</p>
        </div>
      </Card>
    </div>
  );
});
