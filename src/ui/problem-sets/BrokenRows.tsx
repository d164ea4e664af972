import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SetInfo } from '../../problem-sets/set-info';
import type { SetLibrary } from '../../problem-sets/set-library';
import type { BrokenRow } from '../../problems/readers/problem-rows';
import { Disclosure } from '../shared/Disclosure';
import { counted, grouped } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';

export function BrokenRows({ library, info }: { library: SetLibrary; info: SetInfo }) {
  return (
    <Disclosure
      class="fold broken-rows"
      summary={<span class="tone-fail">{counted(info.brokenCount, 'row')} left out, with the reason</span>}
      body={() => <BrokenList library={library} info={info} />}
    />
  );
}

function BrokenList({ library, info }: { library: SetLibrary; info: SetInfo }) {
  const rows = useSignal<readonly BrokenRow[] | null>(null);
  useEffect(() => {
    void library.broken(info).then((found) => {
      rows.value = found;
    });
  }, []);
  if (rows.value === null) return <ProgressBar label="Reading the rows" fraction={null} />;
  const missing = info.brokenCount - rows.value.length;
  return (
    <>
      <ul class="broken-list">
        {rows.value.map(({ place, reason }) => (
          <li key={place}>
            <b>
              {info.unit} {grouped(place)}
            </b>
            : {reason}
          </li>
        ))}
      </ul>
      {missing > 0 && <p class="hint">And {grouped(missing)} more.</p>}
    </>
  );
}
