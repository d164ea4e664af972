/** The limits as typed into their fields, each in the unit beside it; kept and used like the other settings. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import {
  DEFAULT_LIMITS,
  LIMIT_NAMES,
  type LimitName,
  readLimit,
  type SandboxLimits,
  shownLimit,
} from '../limits/sandbox-limits';

export interface LimitSettings {
  /** Text of each field. */
  readonly texts: Readonly<Record<LimitName, Signal<string>>>;
  /** A message for every field that cannot be used. */
  readonly problems: ReadonlySignal<ReadonlyMap<LimitName, string>>;
  /** The limits for the next run, or null while a field cannot be used. */
  readonly values: ReadonlySignal<SandboxLimits | null>;
  /** Fields that hold something other than their default. */
  readonly changed: ReadonlySignal<readonly LimitName[]>;
  reset(): void;
}

/** `stored` is whatever an earlier visit left; what cannot be used is replaced by the default. */
export function createLimitSettings(stored: Readonly<Record<string, number>>): LimitSettings {
  const initial = (name: LimitName) => signal(usableText(name, stored[name]));
  const texts: LimitSettings['texts'] = {
    maxSteps: initial('maxSteps'),
    deadlineMs: initial('deadlineMs'),
    maxHeapBytes: initial('maxHeapBytes'),
    maxOutputBytes: initial('maxOutputBytes'),
    maxRecursionDepth: initial('maxRecursionDepth'),
    maxTraceSteps: initial('maxTraceSteps'),
    maxTraceValues: initial('maxTraceValues'),
  };
  const problems = computed(() => {
    const found = new Map<LimitName, string>();
    for (const name of LIMIT_NAMES) {
      const read = readLimit(name, texts[name].value);
      if (read.kind === 'problem') found.set(name, read.message);
    }
    return found;
  });
  const values = computed((): SandboxLimits | null => {
    const limits: Record<LimitName, number> = { ...DEFAULT_LIMITS };
    for (const name of LIMIT_NAMES) {
      const read = readLimit(name, texts[name].value);
      if (read.kind === 'problem') return null;
      limits[name] = read.value;
    }
    return limits;
  });
  return {
    texts,
    problems,
    values,
    changed: computed(() => LIMIT_NAMES.filter((name) => texts[name].value.trim() !== defaultLimitText(name))),
    reset() {
      for (const name of LIMIT_NAMES) texts[name].value = defaultLimitText(name);
    },
  };
}

export function defaultLimitText(name: LimitName): string {
  return String(shownLimit(name, DEFAULT_LIMITS[name]));
}

function usableText(name: LimitName, stored: number | undefined): string {
  if (stored === undefined) return defaultLimitText(name);
  const text = String(shownLimit(name, stored));
  return readLimit(name, text).kind === 'value' ? text : defaultLimitText(name);
}
