/** What a link brought, what became of its run, and the way back to what was there before. */
import { placeWords } from '../../exports/provenance';
import { assertNever } from '../../guidance/assert-never';
import type { LinkedRun } from '../../links/playground-link';
import type { RunComparison } from '../../links/run-print';
import type { Desk } from '../app/desk';
import { FailureNote } from '../shared/FailureNote';
import { focusControls } from '../shared/keep-focus';
import { counted, grouped } from '../shared/numbers';
import type { Links } from './follow-links';
import type { LinkOpener } from './link-opener';
import type { LinkedRunState, OpenedLink } from './opened-link';

interface NoteProps {
  readonly desk: Desk;
  readonly links: Links;
}

export function OpenedLinkNote({ desk, links }: NoteProps) {
  const { opened, ownIsKept } = desk.link;
  const state = opened.value;
  const use = (command: (opener: LinkOpener) => void) => void links.opener().then(command);
  if (state.kind === 'none' && !ownIsKept.value) return null;
  return (
    <aside class="link-note" aria-label="Opened link">
      <Words desk={desk} state={state} use={use} />
      {ownIsKept.value && state.kind !== 'waits' && (
        <div class="link-note-actions">
          <span class="hint">
            {state.kind === 'open'
              ? 'Your own problem and settings are kept.'
              : 'Your own problem and settings from before a link are kept.'}
          </span>
          <button
            type="button"
            onClick={() => {
              use((opener) => opener.backToOwn());
              focusControls();
            }}
          >
            Back to mine
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              use((opener) => opener.keepLinked());
              focusControls();
            }}
          >
            Go on with the link’s
          </button>
        </div>
      )}
    </aside>
  );
}

interface WordsProps {
  readonly desk: Desk;
  readonly state: OpenedLink;
  readonly use: (command: (opener: LinkOpener) => void) => void;
}

function Words({ desk, state, use }: WordsProps) {
  const { opened } = desk.link;
  const dismiss = () => {
    opened.value = { kind: 'none' };
    focusControls();
  };
  switch (state.kind) {
    case 'none':
      return null;
    case 'invalid':
      return (
        <FailureNote message={state.message} advice={`${state.advice} Nothing of yours was changed.`}>
          <button type="button" class="quiet" onClick={dismiss}>
            Dismiss
          </button>
        </FailureNote>
      );
    case 'waits':
      return (
        <div class="link-note-actions" role="status">
          <span>A run is under way. Opening the link ends it; what it has written so far can be saved first.</span>
          <button
            type="button"
            onClick={() => {
              desk.stop();
              use((opener) => void opener.openLink(state.link));
            }}
          >
            End the run and open the link
          </button>
          <button type="button" class="quiet" onClick={dismiss}>
            Keep the run
          </button>
        </div>
      );
    case 'open':
      return (
        <div role="status">
          <div class="link-note-actions">
            <span>
              Opened from a link: <b>{state.title}</b>, with its settings.
            </span>
            <button type="button" class="quiet" onClick={dismiss}>
              Dismiss
            </button>
          </div>
          {state.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {state.link.run === null && desk.view.value.started === null && (
            <p class="link-note-actions">
              <span>It names no run.</span>
              <button
                type="button"
                disabled={!desk.available.value.primaryEnabled}
                onClick={() => use((opener) => opener.runAgain())}
              >
                Run it
              </button>
            </p>
          )}
          {state.link.run !== null && <RunWords desk={desk} state={state.run} run={state.link.run} use={use} />}
        </div>
      );
    default:
      return assertNever(state);
  }
}

interface RunWordsProps {
  readonly desk: Desk;
  readonly state: LinkedRunState;
  readonly run: LinkedRun;
  readonly use: WordsProps['use'];
}

function RunWords({ desk, state, run, use }: RunWordsProps) {
  const made = `${run.model} ${placeWords(run.device)}`;
  const moment =
    run.moment < run.print.events ? ` at moment ${grouped(run.moment)} of ${grouped(run.print.events)}` : '';
  switch (state.kind) {
    case 'none':
      return null;
    case 'looking':
      return <p>Looking for its run among the recorded ones …</p>;
    case 'recorded':
      return <p>Its run is one of those recorded with this page; it is shown{moment}.</p>;
    case 'recorded-elsewhere':
      return (
        <p class="link-note-actions">
          <span>Its run is recorded with this page. A run of your own is on the screen.</span>
          <button type="button" onClick={() => use((opener) => opener.showRecorded())}>
            Show the recorded run
          </button>
        </p>
      );
    case 'not-here':
      return (
        <p class="link-note-actions">
          <span>
            It means a run{moment}, made by {made}. A link holds no run: make it again here, and every line is compared.
          </span>
          <button
            type="button"
            disabled={!desk.available.value.primaryEnabled}
            onClick={() => use((opener) => opener.runAgain())}
          >
            Make this run again
          </button>
        </p>
      );
    case 'made-again':
      return <p class={toneOf(state.comparison)}>{comparisonWords(state.comparison, made, state.on)}</p>;
    default:
      return assertNever(state);
  }
}

export function comparisonWords(comparison: RunComparison, made: string, on: string): string {
  switch (comparison.kind) {
    case 'same-so-far':
      return comparison.lines === 0
        ? 'The run is being made again.'
        : `Token for token the run of the link so far (${counted(comparison.lines, 'line')}).`;
    case 'same':
      return `The same run, token for token, as that of the link (${made}).`;
    case 'differs': {
      const attempt = comparison.attempt === 0 ? '' : ` of attempt ${comparison.attempt + 1}`;
      const where =
        comparison.line === null
          ? 'behind the lines that the link tells'
          : `from line ${comparison.line + 1}${attempt} on`;
      return `This run differs from that of the link ${where}. The link’s was made by ${made}, this one ${on}: another device, model or version rounds otherwise, and a close choice falls the other way.`;
    }
    default:
      return assertNever(comparison);
  }
}

function toneOf({ kind }: RunComparison): string {
  return kind === 'differs' ? 'tone-open' : kind === 'same' ? 'tone-pass' : '';
}
