import type { Desk } from '../app/desk';
import { NarrowFold } from '../shared/NarrowFold';
import { GammaField } from './GammaField';
import { HorizonField } from './HorizonField';
import { MoreSettings } from './MoreSettings';
import { NumberField } from './NumberField';
import { RunButtons } from './RunButtons';

export function ControlBar({ desk }: { desk: Desk }) {
  const { texts, wholeFunction, problems } = desk.settings;
  const problem = problems.value;
  const onlyGammaWrong = problem.size === 1 && problem.has('gamma');
  return (
    <section class="controls" aria-label="Controls">
      <RunButtons desk={desk} />
      <GammaField text={texts.gamma} problem={problem.get('gamma')} />
      <NarrowFold summary="Other settings" open={problem.size > 0 && !onlyGammaWrong}>
        <div class="settings">
          <NumberField name="candidates" text={texts.candidates} problem={problem.get('candidates')} />
          <NumberField name="temperature" text={texts.temperature} problem={problem.get('temperature')} />
          <HorizonField text={texts.horizonLines} wholeFunction={wholeFunction} problem={problem.get('horizonLines')} />
          <NumberField name="refreshEvery" text={texts.refreshEvery} problem={problem.get('refreshEvery')} />
          <NumberField name="seed" text={texts.seed} problem={problem.get('seed')} />
          <MoreSettings settings={desk.settings} />
        </div>
      </NarrowFold>
    </section>
  );
}
