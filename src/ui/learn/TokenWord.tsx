import { TokenText } from '../tokens/TokenChip';

/** A token inside a sentence, its spaces made visible. */
export function TokenWord({ text }: { text: string }) {
  return (
    <b class="token">
      <TokenText text={text} />
    </b>
  );
}
