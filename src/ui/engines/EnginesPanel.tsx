import type { Desk } from '../app/desk';
import { DevicePanel } from '../device/DevicePanel';
import { EndpointSpent } from '../endpoint/EndpointSpent';
import { ModelChoice } from '../models/ModelChoice';
import { OfflineStatus } from '../offline/OfflineStatus';
import { DeviceSelect } from './DeviceSelect';
import { ModelNotes } from './ModelNotes';
import { ModelStatus } from './ModelStatus';
import { PythonStatus } from './PythonStatus';

export function EnginesPanel({ desk }: { desk: Desk }) {
  const { models, playground, settings } = desk;
  return (
    <section class="panel engines" aria-labelledby="engines-title">
      <div class="panel-head">
        <h2 id="engines-title">Engines</h2>
        {desk.endpoint.inUse.value === null && <DeviceSelect desk={desk} />}
      </div>
      <ModelStatus
        state={playground.model.value}
        onRetry={() => {
          const device = settings.device.value;
          playground.loadModel(device === 'auto' ? null : device);
        }}
      />
      <ModelNotes desk={desk} />
      <EndpointSpent desk={desk} />
      <ModelChoice models={models} />
      <PythonStatus state={playground.python.value} onRetry={() => playground.prepare()} />
      <OfflineStatus desk={desk} />
      {desk.endpoint.inUse.value === null && <DevicePanel desk={desk} />}
    </section>
  );
}
