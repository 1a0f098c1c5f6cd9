import type { Language } from "../../domain/ids.ts";
import { day, moment } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { KeyView } from "../../web/people.ts";
import { Badge } from "../Badge.tsx";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Table } from "../Table.tsx";

type Key = KeyView & {
  holder: string | null;
  /** ISO 8601 UTC; null: never. */
  lastUsedAt: string | null;
};

/** The valid keys, each with what it may do and a way to end it. */
export function ApiKeys({ keys, zone, locale }: { keys: readonly Key[]; zone: string; locale: Language }) {
  const t = translator(locale);
  return (
    <Table
      caption={t("keys.title")}
      rows={keys}
      keyOf={(key) => key.apiKeyId}
      empty={<EmptyState text={t("keys.none")} />}
      columns={[
        { key: "name", label: t("keys.name"), lead: true, cell: (key) => key.name },
        { key: "hint", label: t("keys.hint"), cell: (key) => <code>{key.hint}_…</code> },
        {
          key: "scopes",
          label: t("keys.scopes"),
          cell: (key) => <span class="row tight">{key.scopes.map((scope) => <Badge key={scope}>{scope}</Badge>)}</span>,
        },
        { key: "holder", label: t("keys.holder"), cell: (key) => key.holder ?? t("team.erased") },
        { key: "since", label: t("keys.since"), cell: (key) => day(key.since, zone, locale) },
        {
          key: "expires",
          label: t("keys.expires"),
          cell: (key) => key.expiresAt === null ? t("keys.expires.never") : day(key.expiresAt, zone, locale),
        },
        {
          key: "used",
          label: t("keys.used"),
          cell: (key) => key.lastUsedAt === null ? t("keys.used.never") : moment(key.lastUsedAt, zone, locale),
        },
        { key: "actions", label: t("team.actions"), cell: (key) => <Revoke apiKey={key} locale={locale} /> },
      ]}
    />
  );
}

function Revoke({ apiKey, locale }: { apiKey: Key; locale: Language }) {
  const t = translator(locale);
  const id = `revoke-${apiKey.apiKeyId}`;
  const title = t("keys.revoke.confirm", { name: apiKey.name });
  return (
    <>
      <Button type="button" kind="quiet" size="small" popovertarget={id}>{t("keys.revoke")}</Button>
      <Dialog id={id} title={title}>
        <p>{t("keys.revoke.sure")}</p>
        <form method="post" class="dialog-actions">
          <input type="hidden" name="do" value="revoke" />
          <input type="hidden" name="apiKeyId" value={apiKey.apiKeyId} />
          <Button kind="danger">{title}</Button>
        </form>
      </Dialog>
    </>
  );
}
