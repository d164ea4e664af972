import { Fold } from '../shared/Fold';
import { ScrollRegion } from '../shared/ScrollRegion';

/** How a figure is made again, by whoever has the repository. */
export function Commands({ commands, of }: { commands: readonly string[]; of: string }) {
  if (commands.length === 0) return null;
  return (
    <Fold summary="The commands that measured it" open={false}>
      <ScrollRegion class="report-commands" aria-label={`Commands of ${of}, scrolls sideways`}>
        <pre>{[...new Set(commands)].join('\n')}</pre>
      </ScrollRegion>
    </Fold>
  );
}
