import type { Language } from "../../domain/ids.ts";
import type { Role } from "../../domain/studio/events.ts";
import { translator } from "../../i18n/translate.ts";
import type { MemberView } from "../../web/people.ts";
import { Badge } from "../Badge.tsx";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { Icon } from "../Icon.tsx";
import { Table } from "../Table.tsx";

/** The roles in the order in which they are offered. */
export const roles: readonly Role[] = ["owner", "associate", "auditor", "analyst"];

/** Who works in the studio; with `mayChange`, roles can be changed and people removed. */
export function Members(
  { members, mayChange, you, locale }: {
    members: readonly MemberView[];
    mayChange: boolean;
    you?: string;
    locale: Language;
  },
) {
  const t = translator(locale);
  const nameOf = (member: MemberView) => member.name ?? t("team.erased");
  return (
    <Table
      caption={t("team.members")}
      rows={members}
      keyOf={(member) => member.userId}
      empty={null}
      columns={[
        {
          key: "name",
          label: t("team.name"),
          lead: true,
          cell: (member) => (
            <>
              {nameOf(member)} {member.userId === you ? <Badge>{t("team.you")}</Badge> : null}
            </>
          ),
        },
        { key: "email", long: true, label: t("team.email"), cell: (member) => member.email ?? "–" },
        {
          key: "role",
          label: t("team.role"),
          cell: (member) =>
            mayChange
              ? <RoleForm member={member} label={t("team.role_of", { name: nameOf(member) })} locale={locale} />
              : t(`account.role.${member.role}`),
        },
        ...(mayChange && members.some(({ role }) => role === "associate")
          ? [{
            key: "switches",
            label: t("team.switches"),
            cell: (member: MemberView) =>
              member.role === "associate" ? <SwitchesForm member={member} locale={locale} /> : "–",
          }]
          : []),
        ...(mayChange
          ? [{
            key: "actions",
            label: t("team.actions"),
            cell: (member: MemberView) => <RemoveMember member={member} name={nameOf(member)} locale={locale} />,
          }]
          : []),
      ]}
    />
  );
}

function RoleForm({ member, label, locale }: { member: MemberView; label: string; locale: Language }) {
  const t = translator(locale);
  return (
    <form method="post" class="row tight">
      <input type="hidden" name="do" value="role" />
      <input type="hidden" name="userId" value={member.userId} />
      <span class="select">
        <select name="role" class="input" aria-label={label}>
          {roles.map((role) => (
            <option key={role} value={role} selected={role === member.role}>{t(`account.role.${role}`)}</option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </span>
      <Button size="small">{t("team.change")}</Button>
    </form>
  );
}

const switches = ["allEvents", "contactData", "cancel", "export", "money", "marketing"] as const;

function SwitchesForm({ member, locale }: { member: MemberView; locale: Language }) {
  const t = translator(locale);
  return (
    <details>
      <summary>
        {switches.filter((name) => member.switches[name]).map((name) => t(`team.switches.${name}`)).join(", ") || "–"}
      </summary>
      <form method="post" class="stack tight">
        <input type="hidden" name="do" value="switches" />
        <input type="hidden" name="userId" value={member.userId} />
        {switches.map((name) => (
          <label key={name} class="row tight">
            <input type="checkbox" name={name} value="true" checked={member.switches[name]} />
            {t(`team.switches.${name}`)}
          </label>
        ))}
        <Button size="small">{t("team.switches.save")}</Button>
      </form>
    </details>
  );
}

function RemoveMember({ member, name, locale }: { member: MemberView; name: string; locale: Language }) {
  const t = translator(locale);
  const id = `remove-${member.userId}`;
  return (
    <>
      <Button type="button" kind="quiet" size="small" popovertarget={id}>{t("team.remove")}</Button>
      <Dialog id={id} title={t("team.remove.confirm", { name })}>
        <p>{t("team.remove.sure", { name })}</p>
        <form method="post" class="dialog-actions">
          <input type="hidden" name="do" value="remove" />
          <input type="hidden" name="userId" value={member.userId} />
          <Button kind="danger">{t("team.remove.confirm", { name })}</Button>
        </form>
      </Dialog>
    </>
  );
}
