import type { ShownValue } from '../../guidance/ports';

/** A value as it is after a line; what the line left alone is drawn faint. */
export function ValueCell({ value, changed }: { value: ShownValue | undefined; changed: boolean }) {
  if (value === undefined) return <td class="value" />;
  return (
    <td class={changed ? 'value value-changed' : 'value'} title={`${value.value} (${value.type})`}>
      <code>{value.value}</code>
      {changed && <span class="unseen"> changed</span>}
    </td>
  );
}
