/** The one label that says where the figures beside it come from. */
import type { ComponentChildren } from 'preact';
import { Term } from '../glossary/Term';

/** Keys of the glossary, which says what each means. */
export type Source = 'live' | 'recorded' | 'measured' | 'report' | 'published' | 'illustration';

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  live: 'Live',
  recorded: 'Recorded',
  measured: 'Measured',
  report: 'From the report',
  published: 'Published',
  illustration: 'Illustration',
};

interface ProvenanceProps {
  readonly source: Source;
  /** In place of the usual word. */
  readonly word?: string;
  /** With what, by whom: weights, a command, a paper. */
  readonly children?: ComponentChildren;
}

export function Provenance({ source, word = SOURCE_WORDS[source], children }: ProvenanceProps) {
  return (
    <span class={`provenance provenance-${source}`}>
      <Term id={source}>{word}</Term>
      {children !== undefined && <span class="provenance-detail"> {children}</span>}
    </span>
  );
}

/** Weights as one can compare them by eye. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 8);
}
