/** Models in folders on the visitor's own disk: opened, listed, loaded from where they lie. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Offer } from '../../hub/listing';
import type { LocalModel } from '../../playground/models/local-folder';
import type { Desk } from '../app/desk';
import { pickedFiles } from '../files/dropped-files';
import { FailureNote } from '../shared/FailureNote';
import { bytesInWords, formatInWords } from './model-words';
import { canPickFolder, pickFolder } from './pick-folder';
import { isBusy } from './use-button';

export function LocalFolders({ desk }: { desk: Desk }) {
  const { local } = desk.models;
  const input = useRef<HTMLInputElement>(null);
  const problem = local.problem.value;
  const open = async () => {
    if (!canPickFolder()) {
      input.current?.click();
      return;
    }
    try {
      const files = await pickFolder();
      if (files !== null) await local.open(files);
    } catch (thrown) {
      local.refuse(thrown);
    }
  };
  return (
    <section aria-labelledby="local-title">
      <h2 id="local-title">From this computer</h2>
      <p>
        A folder in the Hub’s own layout: <code>config.json</code>, <code>tokenizer.json</code>,{' '}
        <code>tokenizer_config.json</code>, <code>onnx/model….onnx</code>. It is read where it lies: nothing is copied,
        stored or sent, and after a reload you open it again.
      </p>
      <div class="model-actions">
        <button type="button" onClick={() => void open()}>
          Open a model folder…
        </button>
        <span class="hint">or drop it anywhere on the page</span>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          aria-label="Model folder"
          {...{ webkitdirectory: true }}
          onChange={(event) => {
            const { files } = event.currentTarget;
            if (files === null || files.length === 0) return;
            const picked = pickedFiles(files);
            event.currentTarget.value = '';
            void local.open(picked);
          }}
        />
      </div>
      {problem !== null && <FailureNote message={problem.message} advice={problem.advice} />}
      {local.list.value.length > 0 && (
        <ul class="model-list">
          {local.list.value.map((model) => (
            <LocalCard key={model.name} desk={desk} model={model} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LocalCard({ desk, model }: { desk: Desk; model: LocalModel }) {
  const { playground, models } = desk;
  const style = useSignal<'built-in' | 'instruct'>(model.looksLikeOurs ? 'built-in' : 'instruct');
  const inUse = models.local.inUse.value;
  const mine = inUse?.model === model ? inUse.format : null;
  const state = playground.model.value;
  const use = (offer: Offer) => models.local.use(model, offer, style.value);
  return (
    <li class="model-card">
      <h3>
        {model.name} {mine !== null && <span class="tag">in use</span>}
      </h3>
      <label class="check">
        <input
          type="checkbox"
          checked={style.value === 'built-in'}
          onChange={(event) => {
            style.value = event.currentTarget.checked ? 'built-in' : 'instruct';
          }}
        />
        trained by this project’s recipe: asked with its short prompt, unless it has a chat template
      </label>
      {model.offers.map((offer) => (
        <p key={offer.format} class="model-actions">
          <span>
            {formatInWords(offer.format)}, {bytesInWords(offer.sizeBytes)}
          </span>
          {mine === offer.format ? (
            <span class="hint">in use</span>
          ) : (
            <button type="button" class="primary" disabled={isBusy(playground)} onClick={() => use(offer)}>
              Use this model
            </button>
          )}
        </p>
      ))}
      {mine !== null && state.kind === 'failed' && (
        <p class="message" role="alert">
          It could not be loaded: {state.failure.message} {state.failure.advice}
        </p>
      )}
      {mine === null && (
        <div class="model-actions">
          <button type="button" class="quiet" onClick={() => models.local.forget(model)}>
            Take off the list
          </button>
        </div>
      )}
    </li>
  );
}
