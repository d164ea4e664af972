/** Which buttons make sense now, and where one does not, why: the words stand beside the button. */
import { assertNever } from '../../guidance/assert-never';
import type { ModelState, PythonState, RunState } from '../../playground/state';

export interface Situation {
  readonly run: RunState['kind'];
  readonly model: ModelState['kind'];
  readonly python: PythonState['kind'];
  readonly problemUsable: boolean;
  readonly settingsUsable: boolean;
}

export interface Availability {
  /** What the first button does: a run that waits is let go on, else one is begun. */
  readonly primary: 'start' | 'resume';
  readonly primaryEnabled: boolean;
  readonly stepEnabled: boolean;
  readonly stopEnabled: boolean;
  /** Why no run can be begun, for the visitor. */
  readonly reason: string | null;
}

export function availability(now: Situation): Availability {
  const reason = obstacle(now);
  const startable = reason === null;
  switch (now.run) {
    case 'idle':
    case 'ended':
      return { primary: 'start', primaryEnabled: startable, stepEnabled: startable, stopEnabled: false, reason };
    case 'preparing':
    case 'running':
      return { primary: 'start', primaryEnabled: false, stepEnabled: false, stopEnabled: true, reason: null };
    case 'paused':
      return { primary: 'resume', primaryEnabled: true, stepEnabled: true, stopEnabled: true, reason: null };
    default:
      return assertNever(now.run);
  }
}

function obstacle(now: Situation): string | null {
  if (!now.problemUsable) return 'The problem has a field to correct first.';
  if (!now.settingsUsable) return 'A setting has a value to correct first.';
  if (now.model === 'failed') return 'The model could not be loaded: see Engines.';
  if (now.python === 'failed') return 'Python could not be started: see Engines.';
  return null;
}
