import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { FormState } from "../../web/form.ts";
import { Button } from "../Button.tsx";
import { Select, TextField } from "../inputs.tsx";
import { roles } from "./Members.tsx";

/** Invites somebody by their address, in a role. */
export function InviteForm({ form, locale }: { form: FormState; locale: Language }) {
  const t = translator(locale);
  const sent = form.values.do === "invite";
  return (
    <form method="post" class="stack" novalidate>
      <h2>{t("team.invite.title")}</h2>
      <input type="hidden" name="do" value="invite" />
      <div class="field-pair">
        <TextField
          name="email"
          type="email"
          label={t("team.email")}
          required
          value={sent ? form.values.email : ""}
          error={form.errors.email}
          focus={Boolean(form.errors.email)}
        />
        <Select
          name="role"
          label={t("team.role")}
          value={(sent && form.values.role) || "associate"}
          error={form.errors.role}
          options={roles.map((role) => ({
            value: role,
            label: `${t(`account.role.${role}`)} – ${t(`account.role.${role}.may`)}`,
          }))}
        />
      </div>
      <div class="row">
        <Button kind="primary">{t("team.invite")}</Button>
      </div>
    </form>
  );
}
