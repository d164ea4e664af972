/** "Branch here": from the picked token or its line, with another strength, seed or token. A real run starts. */
import { useSignal } from '@preact/signals';
import { settingProblem } from '../../guidance/agent';
import type { TokenChoice } from '../../guidance/ports';
import type { Desk } from '../app/desk';
import { percent } from '../shared/numbers';
import { visiblePieces } from '../tokens/visible-text';

interface BranchFormProps {
  readonly desk: Desk;
  readonly choice: TokenChoice;
  readonly line: number;
  /** Its index in the line. */
  readonly token: number;
}

/** In place of a token's id: the branch chooses for itself. */
const OWN_CHOICE = 'own';

export function BranchForm({ desk, choice, line, token }: BranchFormProps) {
  const { branches } = desk;
  const own = branches.own.value;
  const from = useSignal<'token' | 'line'>('token');
  const picked = useSignal<string>(OWN_CHOICE);
  // Until the visitor writes a number of their own it follows the slider and the run.
  const gammaText = useSignal<string | null>(null);
  const seedText = useSignal<string | null>(null);
  if (desk.playground.log !== branches.log) return null;
  if (own === null) return <p class="hint">{branches.reason.value}</p>;
  const gamma = gammaText.value ?? String(desk.lensGamma.value ?? own.gamma);
  const seed = seedText.value ?? String(own.seed);
  const gammaWrong = settingProblem('gamma', numberOf(gamma));
  const seedWrong = settingProblem('seed', numberOf(seed));
  const forced = from.value === 'token' ? choice.top.find(({ id }) => String(id) === picked.value) : undefined;
  const same = Number(gamma) === own.gamma && Number(seed) === own.seed && (forced ?? choice).id === choice.id;
  const begin = () =>
    branches.start(
      {
        kind: 'place',
        place: { line, tokens: from.value === 'token' ? token : 0 },
        token: forced === undefined ? null : { id: forced.id, text: forced.text },
      },
      { gamma: Number(gamma), seed: Number(seed) },
    );
  return (
    <form
      class="branch-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (gammaWrong === null && seedWrong === null) begin();
      }}
    >
      <label>
        from
        <select
          value={from.value}
          onChange={(event) => {
            from.value = event.currentTarget.value === 'line' ? 'line' : 'token';
          }}
        >
          <option value="token">this token</option>
          <option value="line">the start of line {line + 1}</option>
        </select>
      </label>
      <label>
        next token
        <select
          value={from.value === 'token' ? picked.value : OWN_CHOICE}
          disabled={from.value === 'line'}
          onChange={(event) => {
            picked.value = event.currentTarget.value;
          }}
        >
          <option value={OWN_CHOICE}>the branch chooses</option>
          {choice.top
            .filter(({ text }) => text !== '')
            .map(({ id, text, logG }) => (
              <option key={id} value={String(id)}>
                {visiblePieces(text)
                  .map((piece) => piece.text)
                  .join('')}{' '}
                · G {percent(logG)}
                {id === choice.id ? ' · as in this run' : ''}
              </option>
            ))}
        </select>
      </label>
      <label>
        γ
        <input
          type="number"
          step="any"
          value={gamma}
          aria-invalid={gammaWrong !== null}
          aria-describedby="branch-message"
          onInput={(event) => {
            gammaText.value = event.currentTarget.value;
          }}
        />
      </label>
      <label>
        seed
        <input
          type="number"
          value={seed}
          aria-invalid={seedWrong !== null}
          aria-describedby="branch-message"
          onInput={(event) => {
            seedText.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" disabled={gammaWrong !== null || seedWrong !== null}>
        Branch here
      </button>
      <p class={(gammaWrong ?? seedWrong) ? 'message' : 'hint'} id="branch-message">
        {messageOf(gammaWrong, seedWrong, same, from.value, desk.playground.run.value.kind)}
      </p>
    </form>
  );
}

function messageOf(
  gammaWrong: string | null,
  seedWrong: string | null,
  same: boolean,
  from: 'token' | 'line',
  run: string,
): string {
  if (gammaWrong !== null) return `γ: ${gammaWrong}`;
  if (seedWrong !== null) return `Seed: ${seedWrong}`;
  const stops = run === 'running' || run === 'paused' ? ' The run that is under way stops where it is.' : '';
  if (same) return `Nothing is changed yet: the branch would write the same again.${stops}`;
  const before = from === 'token' ? 'Everything before this token' : 'Everything before this line';
  return `${before} stays; the model writes on from there, with candidates and tests as in any run.${stops}`;
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
