import type { Signal } from '@preact/signals';
import { NumberField } from './NumberField';

interface HorizonFieldProps {
  readonly text: Signal<string>;
  readonly wholeFunction: Signal<boolean>;
  readonly problem: string | undefined;
}

export function HorizonField({ text, wholeFunction, problem }: HorizonFieldProps) {
  return (
    <div class="horizon">
      <NumberField name="horizonLines" text={text} problem={problem} disabled={wholeFunction.value} />
      <label class="check" title="No limit: every candidate runs to the end of the function">
        <input
          type="checkbox"
          checked={wholeFunction.value}
          onChange={(event) => {
            wholeFunction.value = event.currentTarget.checked;
          }}
        />
        whole function
      </label>
    </div>
  );
}
