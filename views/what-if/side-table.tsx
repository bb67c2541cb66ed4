export type Column = { label: string };
type Row = { name: string; cells: readonly (string | number)[] };

/** The same figure of several sides beside each other, a row for each thing. */
export function SideTable({ caption, columns, rows }: { caption: string; columns: readonly Column[]; rows: readonly Row[] }) {
  return (
    <table class="table">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <td />
          {columns.map(({ label }) => (
            <th scope="col" class="num">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }) => (
          <tr>
            <th scope="row">{name}</th>
            {cells.map((cell) => (
              <td class="num">{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
