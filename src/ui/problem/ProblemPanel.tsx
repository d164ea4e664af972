import { useComputed } from '@preact/signals';
import {
  countTests,
  type DraftField,
  draftHint,
  draftPackages,
  FIELD_NAMES,
  splitTests,
} from '../../playground/problem-draft';
import type { Desk } from '../app/desk';
import { Gallery } from '../recordings/Gallery';
import { Fold } from '../shared/Fold';
import { NarrowFold } from '../shared/NarrowFold';
import { FaultyTests } from './FaultyTests';
import { faultyTests } from './faulty-tests';
import { PackagesNote } from './PackagesNote';
import { ProblemPicker } from './ProblemPicker';
import { TextField } from './TextField';

/** Characters that a field holds without making the page slow to type in. */
const MOST_EDITED = 100_000;

/** What the fields of each kind of problem hold. */
const TEST_FORMS = {
  function: {
    rows: 3,
    hint: 'one assert per line',
    names: 'Name and setup',
    setup: 'Python that runs first; usually empty',
  },
  program: { rows: 9, hint: 'what goes in, and what is to be printed', names: 'Title', setup: '' },
  snippet: {
    rows: 2,
    hint: 'runs 1, result or source, one per line',
    names: 'Title and the program around the answer',
    setup: 'the program that checks the answer',
  },
} as const;

export function ProblemPanel({ desk }: { desk: Desk }) {
  const { problems, checked } = desk;
  const { draft } = problems.chosen.value;
  const messages = checked.value.kind === 'invalid' ? checked.value.messages : new Map<DraftField, string>();
  const hint = draftHint(draft);
  const field = (name: DraftField) => ({
    id: `problem-${name}`,
    label: FIELD_NAMES[name],
    value: draft[name],
    message: messages.get(name),
    onText: (text: string) => problems.edit(name, text),
  });
  const hiddenCount = countTests(draft, 'hiddenTests');
  const form = TEST_FORMS[draft.kind ?? 'function'];
  const hiddenAtFault = useComputed(
    () => faultyTests(desk.playground.view.value, splitTests(problems.chosen.value.draft.hiddenTests)).length > 0,
  );
  return (
    <section class="panel problem" aria-labelledby="problem-title">
      <h2 id="problem-title">Problem</h2>
      <ProblemPicker store={problems} />
      <Gallery desk={desk} />
      <NarrowFold summary="Statement and tests" open={messages.size > 0}>
        {/* The key gives every problem fields of its own: an undo in one never brings back another's text. */}
        <div key={draft.id} class="problem-fields">
          <PackagesNote names={draftPackages(draft)} />
          <TextField {...field('statement')} rows={4} code={false} hint="the model reads it" />
          {draft.visibleTests.length > MOST_EDITED ? (
            <p class="hint">Its visible tests are too long for a field; a run uses all of them.</p>
          ) : (
            <TextField {...field('visibleTests')} rows={form.rows} code hint={form.hint}>
              {hint !== null && <p class="hint">{hint}</p>}
              <FaultyTests view={desk.playground.view} tests={splitTests(draft.visibleTests)} />
            </TextField>
          )}
          <Fold
            open={messages.has('hiddenTests') || hiddenAtFault.value}
            summary={
              <>
                {FIELD_NAMES.hiddenTests} <span class="hint">{hiddenCount}, they only score the answer</span>
              </>
            }
          >
            {draft.hiddenTests.length > MOST_EDITED ? (
              <p class="hint">They are too long for a field; a run uses all of them.</p>
            ) : (
              <TextField {...field('hiddenTests')} rows={form.rows} code hint={form.hint}>
                <FaultyTests view={desk.playground.view} tests={splitTests(draft.hiddenTests)} />
              </TextField>
            )}
          </Fold>
          <Fold
            open={messages.has('title') || messages.has('entryPoint') || messages.has('setup')}
            summary={
              <>
                {form.names}{' '}
                <span class="hint">
                  <code>{draft.entryPoint}</code>
                </span>
              </>
            }
          >
            <TextField {...field('title')} rows={0} code={false} />
            {draft.kind === undefined && (
              <TextField {...field('entryPoint')} rows={0} code hint="what the tests call" />
            )}
            {draft.kind !== 'program' && <TextField {...field('setup')} rows={2} code hint={form.setup} />}
          </Fold>
        </div>
      </NarrowFold>
    </section>
  );
}
