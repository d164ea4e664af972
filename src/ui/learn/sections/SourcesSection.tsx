import { PAPER } from '../../../experiments/published';

export function SourcesSection() {
  return (
    <>
      <p>
        Boaz Lavon, Shahar Katz and Lior Wolf: <cite>Execution Guided Line-by-Line Code Generation</cite>, NeurIPS 2025,{' '}
        <a href={PAPER.url} target="_blank" rel="noreferrer">
          {PAPER.name}
        </a>
        . The method, the letters s, t, d, k and γ, and the published figures are theirs; section 3 has the method.
      </p>
      <p>
        The article, the model and the code of this page are ours, written from the paper. docs/method.md in the
        repository goes through the method beside the code; <a href="#/playground">the playground</a> lets you change
        all of it.
      </p>
    </>
  );
}
