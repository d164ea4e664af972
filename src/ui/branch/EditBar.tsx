/** Below the editor: changing the code in the middle of a run, and letting guidance go on from what was written. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { settingProblem } from '../../guidance/agent';
import type { Desk } from '../app/desk';
import type { CodeView } from '../editor/code-view';
import { isEmbedded } from '../embed/embed-request';
import type { EditSession, EditStart } from './edit-mode';
import { type EditedCode, editProblem, keptText } from './kept-lines';

interface EditBarProps {
  readonly desk: Desk;
  /** null while the editor is not there. */
  readonly view: CodeView | null;
}

export function EditBar({ desk, view }: EditBarProps) {
  const { branches, playground } = desk;
  const session = useSignal<EditSession | null>(null);
  const edited = useSignal<EditedCode | null>(null);
  const gammaText = useSignal('');
  const tabIndents = useSignal(false);
  const run = playground.run.value.kind;
  const { started, code } = desk.view.value;
  const stop = () => {
    session.peek()?.stop();
    session.value = null;
    edited.value = null;
    tabIndents.value = false;
    branches.editing.value = false;
    branches.draft.value = null;
  };
  const begin = (editor: CodeView, gamma: string, start: EditStart) => {
    desk.playhead.pause();
    gammaText.value = gamma;
    branches.editing.value = true;
    session.value = editor.edit(start, (now) => {
      edited.value = now;
    });
  };
  // Another run on the screen is not the one that was being edited.
  useEffect(() => {
    if (session.peek() !== null) stop();
  }, [started]);
  useEffect(() => stop, []);
  // What a reload interrupted goes on once the editor is there again.
  useEffect(() => {
    const draft = branches.draft.peek();
    if (view === null || draft === null || session.peek() !== null) return;
    if (draft.log !== branches.log.peek()) branches.draft.value = null;
    else begin(view, draft.gamma, draft);
  }, [view, branches.draft.value === null]);
  useSignalEffect(() => {
    const now = edited.value;
    if (now === null) return;
    branches.draft.value = { log: branches.log.peek(), text: now.text, line: now.kept, gamma: gammaText.value };
  });
  if (edited.value === null) {
    if (isEmbedded()) return null;
    const reason = reasonAgainst(branches.reason.value, code, run, view);
    return (
      <p class="edit-bar">
        <button
          type="button"
          class="quiet"
          disabled={reason !== null}
          title={reason ?? 'Change the code; the model writes on from the last line that you keep'}
          onClick={() => {
            const own = branches.own.peek();
            if (view === null || own === null) return;
            const line = desk.shownLine.peek();
            const before = desk.view
              .peek()
              .lines.filter((one) => line !== null && one.line <= line.line)
              .map(({ text }) => text)
              .join('');
            begin(view, String(own.gamma), { line: before.replace(/\n+$/, '').split('\n').length });
          }}
        >
          Edit from here
        </button>
        {reason !== null && <span class="unseen">{reason}</span>}
      </p>
    );
  }
  const problem = editProblem(edited.value, started?.problem.entryPoint ?? null);
  const gamma = gammaText.value.trim() === '' ? Number.NaN : Number(gammaText.value);
  const gammaWrong = settingProblem('gamma', gamma);
  const { kept } = edited.value;
  return (
    <form
      class="edit-bar"
      onSubmit={(event) => {
        event.preventDefault();
        const own = branches.own.peek();
        const now = edited.peek();
        if (own === null || now === null || problem?.stops === true || gammaWrong !== null) return;
        const text = keptText(now);
        stop();
        branches.start({ kind: 'edited', text, code }, { gamma, seed: own.seed });
      }}
    >
      <span role="status">
        {kept === 1 ? 'Line 1 stays as it stands here' : `Lines 1 to ${kept} stay as they stand here`}; the model writes
        on from line {kept + 1}.
      </span>
      <label>
        γ{' '}
        <input
          type="number"
          step="any"
          value={gammaText.value}
          aria-invalid={gammaWrong !== null}
          onInput={(event) => {
            gammaText.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="check" title="Escape, then Tab, leaves the editor in either case">
        <input
          type="checkbox"
          checked={tabIndents.value}
          onChange={(event) => {
            tabIndents.value = event.currentTarget.checked;
            session.peek()?.tabIndents(tabIndents.value);
          }}
        />
        Tab indents (Esc, then Tab, leaves)
      </label>
      <button type="submit" class="primary" disabled={problem?.stops === true || gammaWrong !== null}>
        Write on
      </button>
      <button type="button" onClick={stop}>
        Cancel
      </button>
      {gammaWrong !== null && <p class="message">γ: {gammaWrong}</p>}
      {problem !== null && <p class={problem.stops ? 'message' : 'hint'}>{problem.words}</p>}
    </form>
  );
}

function reasonAgainst(reason: string | null, code: string, run: string, view: CodeView | null): string | null {
  if (view === null) return 'The editor is not loaded.';
  if (reason !== null) return reason;
  if (run === 'running' || run === 'preparing') return 'Stop the run, or step through it, to change its code.';
  return code === '' ? 'There is no code yet.' : null;
}
