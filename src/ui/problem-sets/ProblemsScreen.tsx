import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { BrokenRows } from './BrokenRows';
import { LoadSet } from './LoadSet';
import { ProblemPreview } from './ProblemPreview';
import { ProblemTable } from './ProblemTable';
import { SetHead } from './SetHead';
import { SetList } from './SetList';
import { bundledSet, loadedSet, type ShownSet } from './shown-set';

const BUNDLED_SET = bundledSet();

export function ProblemsScreen({ desk }: { desk: Desk }) {
  const { sets } = desk;
  const shown = useSignal<ShownSet>(BUNDLED_SET);
  const picked = useSignal<number | null>(null);
  const choose = (id: string) => {
    sets.chosen.value = id;
  };
  const info = useComputed(() => sets.library.sets.value.find(({ id }) => id === sets.chosen.value) ?? null);
  useSignalEffect(() => {
    const wanted = info.value;
    picked.value = null;
    if (wanted === null) {
      shown.value = BUNDLED_SET;
      return;
    }
    void loadedSet(sets.library, wanted).then((set) => {
      if (info.value === wanted) shown.value = set;
    });
  });
  useEffect(() => {
    document.querySelector('#problem-sets-title')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const set = shown.value;
  return (
    <div class="page problem-sets">
      <header class="problem-sets-head">
        <h1 id="problem-sets-title">Problems</h1>
        <p class="hint">
          What the strategies are tried on. Visible tests are what the model reads and candidates run on; hidden tests
          only score the finished answer.
        </p>
      </header>
      <div class="problem-sets-columns">
        <div class="problem-sets-side">
          <SetList library={sets.library} shown={set.id} bundledCount={BUNDLED_SET.rows.length} onChoose={choose} />
          <LoadSet desk={desk} onLoaded={choose} />
        </div>
        <section class="problem-sets-main" aria-label={set.name}>
          <SetHead set={set} library={sets.library} onRemoved={() => choose('bundled')} />
          {set.info !== null && set.info.brokenCount > 0 && (
            <BrokenRows key={set.id} library={sets.library} info={set.info} />
          )}
          <ProblemTable
            key={set.id}
            set={set}
            picked={picked.value}
            onPick={(at) => {
              picked.value = at;
            }}
          />
          {picked.value !== null && (
            <ProblemPreview
              key={`${set.id} ${picked.value}`}
              desk={desk}
              set={set}
              at={picked.value}
              onClose={() => {
                picked.value = null;
              }}
            />
          )}
        </section>
      </div>
    </div>
  );
}
