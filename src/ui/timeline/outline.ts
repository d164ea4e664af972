/** A run as a strip: a segment for each line, in it one mark for each event, so that a moment has one place. */
import type { RunEvent } from '../../guidance/events';
import { changedByGuidance, shade } from '../tokens/lens';

export type MarkKind =
  | 'sampled'
  | 'passed'
  | 'failed'
  /** A candidate that was not run: the program of an earlier one, or none at all. */
  | 'not-run'
  | 'signal'
  | 'token'
  /** A token that guidance changed. */
  | 'changed'
  | 'other';

export interface Mark {
  readonly kind: MarkKind;
  /** Of a token: how far guidance moved it, 0 to 1. */
  readonly shade: number;
}

export interface Segment {
  /** Short, for the strip: a line's number, or what stands before and behind the lines. */
  readonly label: string;
  readonly kind: 'start' | 'line' | 'end';
  /** Events before it. */
  readonly from: number;
  /** One for each of its events. */
  readonly marks: readonly Mark[];
}

export interface Outline {
  readonly segments: readonly Segment[];
  /** Events in it. */
  readonly count: number;
}

export const NO_OUTLINE: Outline = { segments: [], count: 0 };

/** The outline of all `events`, of which `before` is that of the first ones. Segments that did not change stay the same objects. */
export function extendOutline(before: Outline, events: readonly RunEvent[], length: number): Outline {
  if (length <= before.count) return before;
  const segments = [...before.segments];
  const last = segments.pop();
  let open = last === undefined ? null : { ...last, marks: [...last.marks] };
  for (let i = before.count; i < length; i++) {
    const event = events[i];
    if (event === undefined) break;
    const opened = opening(event, i);
    if (opened !== null || open === null) {
      if (open !== null) segments.push(open);
      open = { ...(opened ?? { label: '', kind: 'start', from: i }), marks: [] };
    }
    open.marks.push(markOf(event));
  }
  return { segments: open === null ? segments : [...segments, open], count: length };
}

function opening(event: RunEvent, from: number): Pick<Segment, 'label' | 'kind' | 'from'> | null {
  switch (event.kind) {
    case 'line-given':
    case 'line-started':
      return { label: String(event.line + 1), kind: 'line', from };
    case 'attempt-started':
      return { label: 'again', kind: 'start', from };
    case 'code-finished':
      return { label: 'end', kind: 'end', from };
    default:
      return null;
  }
}

function markOf(event: RunEvent): Mark {
  switch (event.kind) {
    case 'candidate-sampled':
      return plain('sampled');
    case 'candidate-executed':
      return plain(event.runs.length === 0 ? 'not-run' : event.passed ? 'passed' : 'failed');
    case 'code-judged':
      return plain(event.outcomes.every(({ kind }) => kind === 'passed') ? 'passed' : 'failed');
    case 'run-finished':
      return plain(event.solved ? 'passed' : 'failed');
    case 'signal-formed':
      return plain('signal');
    case 'token-chosen': {
      const { choice } = event;
      return { kind: changedByGuidance(choice) ? 'changed' : 'token', shade: shade(choice.klGuidedFromPlain) };
    }
    default:
      return plain('other');
  }
}

function plain(kind: MarkKind): Mark {
  return { kind, shade: 0 };
}
