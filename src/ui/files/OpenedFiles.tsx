/** What was read from opened files, with every problem, and the buttons that use it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { FileProblem } from '../../agents/listed-agent';
import { DataTable } from '../experiments/DataTable';
import { ProgressBar } from '../shared/ProgressBar';
import type { FileDesk } from './file-desk';
import type { FileAction, FileCard, FileChoice } from './taken-file';

const MOST_PREVIEW = 12;
/** More lines than anybody reads; a browser draws them in no time. */
const MOST_LINES = 500;

export function OpenedFiles({ files }: { files: FileDesk }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const state = files.opened.value;
  const isOpen = state.kind !== 'closed';
  useEffect(() => {
    if (isOpen && !dialog.current?.open) {
      // The menu that the files were opened from would be left lying over the page.
      for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[name="popover"][open]'))
        menu.open = false;
      dialog.current?.showModal();
    } else if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog class="opened" ref={dialog} aria-labelledby="opened-title" onClose={() => files.close()}>
      <div class="opened-head">
        <h2 id="opened-title">Opened files</h2>
        <button type="button" onClick={() => files.close()}>
          Close
        </button>
      </div>
      {state.kind === 'reading' && (
        <div role="status">
          <ProgressBar label="Reading the files" fraction={null} />
        </div>
      )}
      {state.kind === 'read' &&
        state.cards.map((card) => <Card key={`${card.title} ${card.what}`} card={card} onUsed={() => files.close()} />)}
    </dialog>
  );
}

function Card({ card, onUsed }: { card: FileCard; onUsed: () => void }) {
  const { title, what, preview = [], tables = [], problems, actions, choices = [] } = card;
  const done = useSignal<string | null>(null);
  const failure = useSignal<string | null>(null);
  const use = async ({ run }: Pick<FileAction, 'run'>) => {
    failure.value = null;
    try {
      const words = await run();
      if (words === null) onUsed();
      else done.value = words;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <section class="opened-card" aria-label={title}>
      <h3>{title}</h3>
      <p>{what}</p>
      {preview.length > 0 && (
        <ol class="opened-preview">
          {preview.slice(0, MOST_PREVIEW).map((line) => (
            <li key={line}>
              <code>{line}</code>
            </li>
          ))}
        </ol>
      )}
      {preview.length > MOST_PREVIEW && <p class="opened-soft">and {preview.length - MOST_PREVIEW} more</p>}
      {tables.map((table) => (
        <DataTable key={table.title} table={table} name={title} title={table.title || 'All runs'} />
      ))}
      <Problems problems={problems} />
      {choices.length > 0 && <Choices choices={choices} onUse={use} />}
      {actions.length > 0 && (
        <div class="opened-actions">
          {actions.map((action) => (
            <button key={action.label} type="button" onClick={() => void use(action)}>
              {action.label}
            </button>
          ))}
        </div>
      )}
      <p role="status" class="opened-done">
        {done.value}
      </p>
      {failure.value !== null && (
        <p role="alert" class="opened-wrong">
          {failure.value}
        </p>
      )}
    </section>
  );
}

/** Of runs in a list; who wants another one drops its file alone. */
const MOST_CHOICES = 2000;

function Choices({ choices, onUse }: { choices: readonly FileChoice[]; onUse: (choice: FileChoice) => void }) {
  const chosen = useSignal(0);
  return (
    <div class="opened-actions">
      {choices.length > 1 && (
        <select
          aria-label="Run to play"
          value={chosen.value}
          onChange={(event) => {
            chosen.value = Number(event.currentTarget.value);
          }}
        >
          {choices.slice(0, MOST_CHOICES).map(({ name }, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </select>
      )}
      {choices.length > MOST_CHOICES && (
        <p>
          The first {MOST_CHOICES} of {choices.length} runs.
        </p>
      )}
      <button
        type="button"
        onClick={() => {
          const choice = choices[chosen.value];
          if (choice !== undefined) onUse(choice);
        }}
      >
        Play it
      </button>
    </div>
  );
}

function Problems({ problems }: { problems: readonly FileProblem[] }) {
  const wrong = problems.filter(({ severity }) => severity === 'wrong');
  const notes = problems.filter(({ severity }) => severity === 'note');
  return (
    <>
      <ProblemList label={`Not usable (${wrong.length})`} problems={wrong} class="opened-wrong" />
      <ProblemList label={`Good to know (${notes.length})`} problems={notes} class="opened-soft" />
    </>
  );
}

interface ProblemListProps {
  readonly label: string;
  readonly problems: readonly FileProblem[];
  readonly class: string;
}

function ProblemList({ label, problems, class: className }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <details class="opened-problems" open={problems.length <= 20}>
      <summary class={className}>{label}</summary>
      <ul>
        {problems.slice(0, MOST_LINES).map(({ where, message }) => (
          <li key={`${where} ${message}`}>
            <b>{where}</b>: {message}
          </li>
        ))}
        {problems.length > MOST_LINES && <li>and {problems.length - MOST_LINES} more</li>}
      </ul>
    </details>
  );
}
