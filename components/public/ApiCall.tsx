import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Card } from "../Card.tsx";

interface Field {
  name: string;
  type: string;
  about: string;
  required: boolean;
}

export interface Call {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: readonly Field[];
  body: readonly Field[];
  file: string | null;
  answers: readonly { status: string; about: string; fields: readonly Field[] }[];
}

/** One call of the API with what goes in and what comes out. The words of the document itself are English. */
export function ApiCall({ call, baseUrl, locale }: { call: Call; baseUrl: string; locale: Language }) {
  const t = translator(locale);
  const send = call.file
    ? ` \\\n  -H "Content-Type: ${call.file}" --data-binary @file`
    : call.body.length > 0
    ? ` \\\n  -H "Content-Type: application/json" -d '{…}'`
    : "";
  return (
    <Card>
      <div class="stack">
        <h2 id={call.id}>{call.summary}</h2>
        <p>
          <code>{call.method} {call.path}</code>
        </p>
        {call.description ? <p>{call.description}</p> : null}
        <pre class="small" style="white-space: pre-wrap; overflow-wrap: anywhere">{
          `curl -X ${call.method} ${baseUrl}/api/v1${call.path} \\\n  -H "Authorization: Bearer $KEY"${send}`
        }</pre>
        {call.parameters.length > 0
          ? <Fields title={t("api.parameters")} fields={call.parameters} locale={locale} />
          : null}
        {call.body.length > 0 ? <Fields title={t("api.body")} fields={call.body} locale={locale} /> : null}
        <h3>{t("api.answers")}</h3>
        {call.answers.map((answer) => (
          <div key={answer.status}>
            <p>
              <strong class="figures">{answer.status}</strong> {answer.about}
            </p>
            {answer.fields.length > 0 ? <Fields fields={answer.fields} locale={locale} /> : null}
          </div>
        ))}
      </div>
    </Card>
  );
}

function Fields({ title, fields, locale }: { title?: string; fields: readonly Field[]; locale: Language }) {
  const t = translator(locale);
  return (
    <>
      {title ? <h3>{title}</h3> : null}
      <div class="table-frame">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t("api.field")}</th>
              <th scope="col">{t("api.kind")}</th>
              <th scope="col">{t("api.about")}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <td>
                  <code>{field.name}</code>
                </td>
                <td class="small">{field.type}</td>
                <td class="small">
                  {field.required ? <strong>{`${t("api.required")} `}</strong> : null}
                  {field.about}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
