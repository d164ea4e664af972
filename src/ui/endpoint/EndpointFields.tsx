import type { ServerKind } from '../../endpoint/dialects/dialect';
import { SERVER_KINDS } from '../../endpoint/dialects/dialect';
import type { EndpointDesk } from '../../playground/endpoint/endpoint-desk';
import { numberProblem } from '../../playground/endpoint/endpoint-form';
import { ChoiceOf } from './ChoiceOf';

const KIND_NAMES: Readonly<Record<ServerKind, string>> = {
  fireworks: 'Fireworks',
  vllm: 'vLLM',
  sglang: 'SGLang',
  'llama.cpp': 'llama.cpp (its own calls)',
  openai: 'Any OpenAI-compatible',
};

/** The model, and how it is asked. */
export function EndpointFields({ endpoint }: { endpoint: EndpointDesk }) {
  const form = endpoint.form.value;
  const state = endpoint.state.value;
  const models = state.kind === 'listed' || state.kind === 'checked' ? state.models : [];
  const topProblem = numberProblem('top', form.top);
  const inFlightProblem = numberProblem('inFlight', form.inFlight);
  return (
    <div class="endpoint-fields">
      <div>
        <label for="endpoint-model">Model</label>
        <div class="repository-row">
          <input
            id="endpoint-model"
            type="text"
            list="endpoint-models"
            autocomplete="off"
            spellcheck={false}
            placeholder="as the server names it"
            value={form.model}
            onInput={(event) => endpoint.change({ model: event.currentTarget.value })}
          />
          <button type="button" disabled={state.kind === 'asking'} onClick={() => void endpoint.look()}>
            List
          </button>
        </div>
        <datalist id="endpoint-models">
          {models.map(({ id }) => (
            <option key={id} value={id} />
          ))}
        </datalist>
        {state.kind === 'listed' && (
          <p class="hint" role="status">
            {models.length === 1 ? 'One model' : `${models.length} models`}, behind {KIND_NAMES[state.server]}.
          </p>
        )}
      </div>
      <ChoiceOf
        id="endpoint-kind"
        label="Server"
        value={form.kind}
        options={[['detect', 'As recognised'], ...SERVER_KINDS.map((kind) => [kind, KIND_NAMES[kind]] as const)]}
        onPick={(kind) => endpoint.change({ kind })}
      />
      <ChoiceOf
        id="endpoint-style"
        label="Problems are put to it"
        value={form.promptStyle}
        options={[
          ['instruct', 'with instructions'],
          ['built-in', 'in the form of the built-in model'],
        ]}
        onPick={(promptStyle) => endpoint.change({ promptStyle })}
      />
      <ChoiceOf
        id="endpoint-missing"
        label="A token that a list lacks"
        value={form.missing}
        options={[
          ['bounded', 'counts as the most it can be'],
          ['zero', 'counts as 0 (published rule)'],
        ]}
        onPick={(missing) => endpoint.change({ missing })}
      />
      <NumberText
        id="endpoint-top"
        label="Likeliest tokens to ask for"
        placeholder="as many as usual"
        value={form.top}
        problem={topProblem}
        onType={(top) => endpoint.change({ top })}
      />
      <NumberText
        id="endpoint-in-flight"
        label="Requests at a time"
        placeholder="4"
        value={form.inFlight}
        problem={inFlightProblem}
        onType={(inFlight) => endpoint.change({ inFlight })}
      />
    </div>
  );
}

interface NumberTextProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onType: (text: string) => void;
}

export function NumberText({ id, label, placeholder, value, problem, onType }: NumberTextProps) {
  return (
    <div>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        placeholder={placeholder}
        aria-describedby={`${id}-problem`}
        aria-invalid={problem !== null}
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      <p id={`${id}-problem`} class="message" role="alert">
        {problem}
      </p>
    </div>
  );
}
