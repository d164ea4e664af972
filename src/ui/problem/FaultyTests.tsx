import type { ReadonlySignal } from '@preact/signals';
import type { RunView } from '../../runs/run-view';
import { faultyTests } from './faulty-tests';

export function FaultyTests({ view, tests }: { view: ReadonlySignal<RunView>; tests: readonly string[] }) {
  return (
    <>
      {faultyTests(view.value, tests).map(({ test, message }) => (
        <p key={test} class="message">
          Python could not use <code>{test}</code>: {message}
        </p>
      ))}
    </>
  );
}
