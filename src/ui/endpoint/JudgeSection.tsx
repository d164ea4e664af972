import type { Desk } from '../app/desk';
import { isBusy } from '../models/use-button';
import { FailureNote } from '../shared/FailureNote';
import { AddressForm } from './AddressForm';

/** Answers judged by an ExecEval server instead of the sandbox. */
export function JudgeSection({ desk }: { desk: Desk }) {
  const { judge, playground } = desk;
  const state = judge.state.value;
  return (
    <section class="endpoint" aria-labelledby="judge-title">
      <h2 id="judge-title">Judging on an ExecEval server</h2>
      <p class="hint">
        Answers can be judged by an ExecEval server, as the published sessions do it: its Python is a CPython of its
        own, with its own limits. Candidates still run here, where they are traced. It gets the program and the tests.
      </p>
      <AddressForm
        id="judge-address"
        label="Address of the ExecEval server"
        placeholder="http://localhost:5000"
        typed={judge.typed.value}
        reading={judge.address.value}
        mayConnect={judge.mayConnect}
        onType={(address) => judge.change(address)}
      />
      {judge.mayConnect && (
        <div class="model-actions">
          {state.kind === 'on' ? (
            <>
              <p role="status">Answers are judged there until the page is closed.</p>
              <button type="button" disabled={isBusy(playground)} onClick={() => judge.off()}>
                Judge in the sandbox again
              </button>
            </>
          ) : (
            <button
              type="button"
              disabled={state.kind === 'checking' || isBusy(playground)}
              onClick={() => void judge.on()}
            >
              {state.kind === 'checking' ? 'Judging two programs …' : 'Check it and judge there'}
            </button>
          )}
        </div>
      )}
      {state.kind === 'failed' && <FailureNote message={state.failure.message} advice={state.failure.advice} />}
    </section>
  );
}
