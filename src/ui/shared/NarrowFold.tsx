import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Fold } from './Fold';

const phone = matchMedia('(max-width: 760px)');
const narrow = signal(phone.matches);
phone.addEventListener('change', (event) => {
  narrow.value = event.matches;
});

interface NarrowFoldProps {
  readonly summary: ComponentChildren;
  /** Something inside needs attention. */
  readonly open: boolean;
  readonly children: ComponentChildren;
}

/** Folds what is not looked at first on a phone; on a wide screen it is not there at all. */
export function NarrowFold({ summary, open, children }: NarrowFoldProps) {
  if (!narrow.value) return <>{children}</>;
  return (
    <Fold class="narrow-fold" summary={summary} open={open}>
      {children}
    </Fold>
  );
}
