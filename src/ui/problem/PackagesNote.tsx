import { PACKAGE_BASE_URL } from '../../csp/package-host';

/** Said before the first run, because that run downloads something. */
export function PackagesNote({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p class="hint">
      Needs {names.join(' and ')}: a run downloads {names.length === 1 ? 'it' : 'them'} once from{' '}
      {new URL(PACKAGE_BASE_URL).host}, some megabytes, and keeps {names.length === 1 ? 'it' : 'them'} in this browser.
    </p>
  );
}
