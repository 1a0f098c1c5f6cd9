import { translator } from "../../../i18n/translate.ts";
import { Badge } from "../../Badge.tsx";
import { Button } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { Select, TextField } from "../../inputs.tsx";
import { Act, type LeadPageProps } from "./LeadPage.tsx";

/** What members mean to do about the person. */
export function LeadTasks({ person, members, locale, may, requestId }: LeadPageProps) {
  const t = translator(locale);
  const nameOf = (id: string | null) => members.find(({ userId }) => userId === id)?.name;
  return (
    <Card>
      <div class="stack">
        <h2>{t("leads.tasks")}</h2>
        {person.tasks.length === 0 ? <p class="muted">{t("leads.tasks.none")}</p> : null}
        <ul class="plain stack tight">
          {person.tasks.map((task) => (
            <li key={task.id} class="row row--apart">
              <span>
                {task.status === "done" ? <s>{task.title ?? t("people.erased")}</s> : task.title ?? t("people.erased")}
                {task.priority === "high" ? <Badge tone="warning">{t("leads.task.priority.high")}</Badge> : null}
                <span class="muted small">{[task.due, nameOf(task.ownerId)].filter(Boolean).join(" · ")}</span>
              </span>
              {may.change
                ? (
                  <span class="row tight">
                    <Act does={task.status === "open" ? "complete" : "reopen"} requestId={requestId} inline>
                      <input type="hidden" name="taskId" value={task.id} />
                      <Button size="small">{t(task.status === "open" ? "leads.task.done" : "leads.task.open")}</Button>
                    </Act>
                    <Act does="remove_task" requestId={requestId} inline>
                      <input type="hidden" name="taskId" value={task.id} />
                      <Button size="small" kind="quiet">{t("leads.task.remove")}</Button>
                    </Act>
                  </span>
                )
                : null}
            </li>
          ))}
        </ul>
        {may.change && !person.erased
          ? (
            <Act does="task" requestId={requestId}>
              <div class="toolbar">
                <TextField name="title" label={t("leads.task.title")} required maxLength={200} />
                <TextField name="due" type="date" label={t("leads.task.due")} />
                <Select
                  name="ownerId"
                  label={t("leads.owner")}
                  value={person.ownerId ?? ""}
                  options={[
                    { value: "", label: t("leads.owner.nobody") },
                    ...members.map(({ userId, name }) => ({ value: userId, label: name })),
                  ]}
                />
                <Select
                  name="priority"
                  label={t("leads.task.priority")}
                  value="normal"
                  options={(["low", "normal", "high"] as const).map((value) => ({
                    value,
                    label: t(`leads.task.priority.${value}`),
                  }))}
                />
                <Button size="small">{t("leads.task.add")}</Button>
              </div>
            </Act>
          )
          : null}
      </div>
    </Card>
  );
}
