import type { Language } from "../../domain/ids.ts";
import { day, time } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { InvitationView } from "../../web/people.ts";
import CopyButton from "../../islands/CopyButton.tsx";
import { Button } from "../Button.tsx";
import { CopyField } from "../CopyField.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Table } from "../Table.tsx";

/** Invitations that nobody has taken up, each with the link to pass on. */
export function Invitations(
  { invitations, zone, locale }: {
    invitations: readonly (InvitationView & { link: string })[];
    zone: string;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <section class="stack">
      <h2>{t("team.invitations")}</h2>
      <Table
        caption={t("team.invitations")}
        rows={invitations}
        keyOf={(invitation) => invitation.invitationId}
        empty={<EmptyState text={t("team.invitations.none")} />}
        columns={[
          { key: "email", label: t("team.email"), lead: true, cell: ({ email }) => email ?? t("team.erased") },
          { key: "role", label: t("team.role"), cell: ({ role }) => t(`account.role.${role}`) },
          {
            key: "until",
            label: t("team.until"),
            cell: ({ expiresAt }) => `${day(expiresAt, zone, locale)}, ${time(expiresAt, zone, locale)}`,
          },
          {
            key: "link",
            label: t("team.link"),
            cell: ({ link, email }) => (
              <CopyField value={link} label={t("team.link_for", { email: email ?? "–" })}>
                <CopyButton text={link} label={t("common.copy")} done={t("common.copied")} />
              </CopyField>
            ),
          },
          {
            key: "actions",
            label: t("team.actions"),
            cell: ({ invitationId }) => (
              <form method="post">
                <input type="hidden" name="do" value="withdraw" />
                <input type="hidden" name="invitationId" value={invitationId} />
                <Button kind="quiet" size="small">{t("team.withdraw")}</Button>
              </form>
            ),
          },
        ]}
      />
    </section>
  );
}
