import type { ModelLibrary } from '../../playground/models/model-library';

/** The way from the engines to the screen of models, and why the model is not the one that was chosen. */
export function ModelChoice({ models }: { models: ModelLibrary }) {
  const running = [...models.downloads.value.values()].some(({ kind }) => kind === 'running');
  return (
    <div class="model-choice">
      {models.notice.value !== null && (
        <p class="message" role="status">
          {models.notice.value}
        </p>
      )}
      <a href="#/models">{models.chosen.value === null ? 'Use another model' : 'Models'}</a>
      {running && <span class="hint"> A download is under way.</span>}
    </div>
  );
}
