/** A run as a file: the format's number and all events, from which everything can be shown again. */
import * as v from 'valibot';
import { breather } from '../files/breather';
import { EVENT_FORMAT, type RunEvent } from '../guidance/events';
import { PlaygroundError } from '../guidance/failure';
import { RunEventSchema } from './event-schema';

export interface RunFile {
  readonly format: typeof EVENT_FORMAT;
  readonly events: readonly RunEvent[];
}

const Header = v.object({ format: v.number(), events: v.array(v.unknown()) });

/** Throws a `bad-problem` failure that names the first place where the file is not a run. */
export function parseRunFile(input: unknown): RunFile {
  return { format: EVENT_FORMAT, events: eventsIn(input).map(parsedEvent) };
}

/** The same for files of any size: the page goes on meanwhile. */
export async function readRunFile(input: unknown): Promise<RunFile> {
  const breathe = breather();
  const events: RunEvent[] = [];
  for (const event of eventsIn(input)) {
    events.push(parsedEvent(event, events.length));
    await breathe();
  }
  return { format: EVENT_FORMAT, events };
}

function eventsIn(input: unknown): readonly unknown[] {
  const header = v.safeParse(Header, input);
  if (!header.success) throw notARun('it has no "format" and "events"');
  if (header.output.format !== EVENT_FORMAT) {
    throw notARun(`its format is ${header.output.format}, this page reads format ${EVENT_FORMAT}`);
  }
  return header.output.events;
}

function parsedEvent(event: unknown, i: number): RunEvent {
  const parsed = v.safeParse(RunEventSchema, event);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw notARun(`event ${i + 1}: ${v.getDotPath(issue) ?? 'kind'}: ${issue.message}`);
}

function notARun(reason: string): PlaygroundError {
  return new PlaygroundError({
    code: 'bad-problem',
    message: `This file is not a run that can be played: ${reason}.`,
    advice: 'Choose a file that was saved by this page.',
  });
}
