import type { Desk } from '../app/desk';
import { LimitsPanel } from '../limits/LimitsPanel';
import { NarrowFold } from '../shared/NarrowFold';
import { GammaField } from './GammaField';
import { HorizonField } from './HorizonField';
import { MoreSettings } from './MoreSettings';
import { NumberField } from './NumberField';
import { RunButtons } from './RunButtons';

export function ControlBar({ desk }: { desk: Desk }) {
  const { texts, wholeFunction, problems, limits } = desk.settings;
  const problem = problems.value;
  const others = [...problem.keys()].filter((name) => name !== 'gamma').length + limits.problems.value.size;
  return (
    <section class="controls" aria-label="Controls">
      <RunButtons desk={desk} />
      <GammaField text={texts.gamma} problem={problem.get('gamma')} />
      <NarrowFold summary="Other settings" open={others > 0}>
        <div class="settings">
          <NumberField name="candidates" text={texts.candidates} problem={problem.get('candidates')} />
          <NumberField name="temperature" text={texts.temperature} problem={problem.get('temperature')} />
          <HorizonField text={texts.horizonLines} wholeFunction={wholeFunction} problem={problem.get('horizonLines')} />
          <NumberField name="refreshEvery" text={texts.refreshEvery} problem={problem.get('refreshEvery')} />
          <NumberField name="seed" text={texts.seed} problem={problem.get('seed')} />
          <div class="folded-settings">
            <LimitsPanel limits={limits} />
            <MoreSettings settings={desk.settings} />
          </div>
        </div>
      </NarrowFold>
    </section>
  );
}
