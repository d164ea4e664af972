import { Popover } from '../shared/Popover';
import { SHORTCUTS } from './shortcuts';

export function KeyList() {
  return (
    <Popover class="key-list" summary={<span title="Keys for the timeline">Keys</span>}>
      <dl class="key-list-body">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt />
          <dd class="hint">
            They count anywhere on this screen but in fields, in the editor and on what has such keys itself.
          </dd>
        </div>
      </dl>
    </Popover>
  );
}
