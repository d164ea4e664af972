import type { Verdict } from './verdict';

/** Sign and word together: never colour alone. */
export function Mark({ verdict }: { verdict: Pick<Verdict, 'tone' | 'sign' | 'word'> }) {
  return (
    <span class={`mark tone-${verdict.tone}`}>
      <span class="mark-sign" aria-hidden="true">
        {verdict.sign}
      </span>
      {verdict.word}
    </span>
  );
}
