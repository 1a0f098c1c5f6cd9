/** Names and values, as they stand in the log. */
export function EventData({ fields }: { fields: readonly { name: string; value: string; missing: boolean }[] }) {
  return (
    <div class="table-frame">
      <table class="table">
        <tbody>
          {fields.map(({ name, value, missing }) => (
            <tr key={name}>
              <th scope="row" class="small">{name}</th>
              <td>{missing ? <em class="muted">{value}</em> : <code style="white-space: pre-wrap">{value}</code>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
