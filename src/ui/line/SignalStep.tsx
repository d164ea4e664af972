import { type Signal, useComputed } from '@preact/signals';
import type { CandidateView, LineView, RunView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { PromptPanel } from '../prompts/PromptPanel';
import { type PromptPart, promptPair } from '../prompts/prompt-parts';
import { Disclosure } from '../shared/Disclosure';
import { counted } from '../shared/numbers';
import { signalParts } from './signal-parts';

interface SignalStepProps {
  readonly desk: Desk;
  readonly pointed: Signal<number | null>;
}

/** Where the signal stands in the prompt that Pc reads, and which part of it tells of which candidate. */
export function SignalStep({ desk, pointed }: SignalStepProps) {
  const line = useComputed(() => desk.shownLine.value?.line ?? null).value;
  // Two texts that stay the same while the line's tokens come.
  const signal = useComputed(() => desk.shownLine.value?.signal ?? null).value;
  const age = useComputed(() => ageOf(desk.shownLine.value)).value;
  return (
    <>
      {signal === null || line === null ? (
        <p class="empty">
          What the candidates did becomes a text, the signal. It stands in a second prompt between the problem and the
          code so far; {line === null ? 'here one sees where.' : 'this line has none.'}
        </p>
      ) : (
        <SecondPrompt key={line} desk={desk} pointed={pointed} age={age} />
      )}
      <Disclosure class="fold two-prompts" summary="The two prompts" body={() => <PromptPanel desk={desk} />} />
    </>
  );
}

function SecondPrompt({ desk, pointed, age }: SignalStepProps & { readonly age: Age }) {
  const view = desk.view.peek();
  const line = desk.shownLine.peek();
  const pair = line === null ? null : promptPair(view, line);
  if (line === null || pair?.conditional == null) return null;
  return (
    <div class="second-prompt">
      {pair.conditional.map((part, i) =>
        part.kind === 'signal' ? (
          <SignalText key={i} part={part} from={formedOn(view, line)} age={age} pointed={pointed} />
        ) : (
          <Folded key={i} part={part} name={FOLDED_NAMES[i] ?? ''} />
        ),
      )}
      <p class="hint">
        <span class="caret" aria-hidden="true">
          ▏
        </span>
        The line is written from here. P reads the same without the coloured part.
      </p>
    </div>
  );
}

/** Formed on this line; kept from an earlier one; or of an earlier one until this line's own is formed. */
type Age = 'new' | 'kept' | 'earlier';

function ageOf(line: LineView | null): Age {
  if (line === null || line.signalIsNew) return 'new';
  return line.end === null && line.tokens.length === 0 ? 'earlier' : 'kept';
}

/** Of a pair's parts before and behind the signal. */
const FOLDED_NAMES = ['The problem and its tests', '', 'What asks for the solution', 'The code so far'] as const;

function Folded({ part, name }: { part: PromptPart; name: string }) {
  if (part.text === '') return null;
  return (
    <Disclosure
      class="fold prompt-rest"
      summary={
        <>
          {name} <span class="hint">{counted(part.tokens, 'token')}</span>
        </>
      }
      body={() => <pre class="prompt-text">{part.text}</pre>}
    />
  );
}

interface SignalTextProps {
  readonly part: PromptPart;
  readonly from: LineView;
  readonly age: Age;
  readonly pointed: Signal<number | null>;
}

function SignalText({ part, from, age, pointed }: SignalTextProps) {
  // A signal of an earlier line tells of that line's candidates, which are not those beside it.
  const own = age === 'new';
  return (
    <div class="signal-text">
      <p class="signal-head">
        The signal{' '}
        <span class="hint">
          {counted(part.tokens, 'token')}
          {age === 'kept' && `, kept from line ${from.line + 1}`}
          {age === 'earlier' && `, still that of line ${from.line + 1}: this line’s own is not formed yet`}
        </span>
      </p>
      {signalParts(part.text, from.candidates).map(({ candidate, text }, i) => (
        <pre
          key={i}
          class={`signal-part${own && candidate !== null && pointed.value === candidate ? ' pointed' : ''}`}
          title={candidate === null ? undefined : `Of candidate ${candidate + 1}`}
          onPointerEnter={() => {
            if (own) pointed.value = candidate;
          }}
          onPointerLeave={() => {
            pointed.value = null;
          }}
        >
          {text}
        </pre>
      ))}
    </div>
  );
}

/** The line whose candidates the signal tells of. */
function formedOn(view: RunView, line: LineView): LineView & { readonly candidates: readonly CandidateView[] } {
  return view.lines.findLast((one) => one.line <= line.line && one.signalIsNew) ?? line;
}
