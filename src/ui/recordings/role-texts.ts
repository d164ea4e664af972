/** What each recorded run is there to show; everything about the run itself is taken from the index. */
import type { RecordedEntry, RecordedRole } from '../../runs/recorded-index';

export const ROLE_TITLES: Readonly<Record<RecordedRole, string>> = {
  first: 'A first run',
  rescue: 'Guidance rescues a line',
  plain: 'The same, without guidance',
  samples: 'The same, by sampling',
  worse: 'Guidance makes it worse',
  unknown: 'No candidate knows the way',
};

/** One sentence with the run's own figures. */
export function roleWords({ role, visible, plain, gamma, seed }: RecordedEntry): string {
  const tests = `${visible.passed} of ${visible.total} visible tests pass`;
  switch (role) {
    case 'first':
      return `From the empty answer to the tests: ${tests}.`;
    case 'rescue':
      return `${tests}; without guidance ${plain.visible.passed}.`;
    case 'plain':
      return `γ = ${gamma}, nothing is sampled or run: ${tests}.`;
    case 'samples':
      return `Whole programs, all run, the first that passes is the answer: ${tests}.`;
    case 'worse':
      return `Seed ${seed}: ${tests}; without guidance ${plain.visible.passed}.`;
    case 'unknown':
      return `No candidate of any line passes: ${tests}.`;
  }
}
