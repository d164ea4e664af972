import { Fold } from '../shared/Fold';

/** How a figure is made again, by whoever has the repository. */
export function Commands({ commands, of }: { commands: readonly string[]; of: string }) {
  if (commands.length === 0) return null;
  return (
    <Fold summary="The commands that measured it" open={false}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section class="report-commands" tabIndex={0} aria-label={`Commands of ${of}, scrolls sideways`}>
        <pre>{[...new Set(commands)].join('\n')}</pre>
      </section>
    </Fold>
  );
}
