import { useEffect } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { EndpointSection } from '../endpoint/EndpointSection';
import { JudgeSection } from '../endpoint/JudgeSection';
import { FailureNote } from '../shared/FailureNote';
import { HubAddressForm } from './HubAddressForm';
import { HubPermission } from './HubPermission';
import { InUse } from './InUse';
import { KnownModels } from './KnownModels';
import { LocalFolders } from './LocalFolders';
import { LookupCard } from './LookupCard';
import { ModelCard } from './ModelCard';
import { RepositoryField } from './RepositoryField';
import { StorageLine } from './StorageLine';

export function ModelsScreen({ desk }: { desk: Desk }) {
  const { models } = desk;
  const device = desk.settings.device.value;
  // What a format is chosen by depends on the device.
  useEffect(() => void models.refresh(), [models, device]);
  const kept = models.kept.value;
  const failure = models.keptFailure.value;
  return (
    <div class="page models">
      <InUse desk={desk} />
      <section aria-labelledby="kept-title">
        <h2 id="kept-title">In this browser</h2>
        {failure !== null && (
          <FailureNote message={failure.message} advice={failure.advice}>
            <button type="button" onClick={() => void models.refresh()}>
              Retry
            </button>
          </FailureNote>
        )}
        {kept?.length === 0 && failure === null && (
          <p class="hint">No model was downloaded yet. The built-in one comes with the page and needs no download.</p>
        )}
        {kept !== null && kept.length > 0 && (
          <ul class="model-list">
            {kept.map((model) => (
              <ModelCard
                key={`${model.record.repository}${model.record.commit}${model.record.format}`}
                desk={desk}
                kept={model}
              />
            ))}
          </ul>
        )}
        <StorageLine models={models} />
      </section>
      <LocalFolders desk={desk} />
      <EndpointSection desk={desk} />
      <section aria-labelledby="hub-title">
        <h2 id="hub-title">From the Hub</h2>
        <HubPermission models={models} />
        {models.mayConnect && (
          <>
            <RepositoryField models={models} />
            <LookupCard models={models} />
          </>
        )}
        <KnownModels models={models} />
        <HubAddressForm models={models} />
      </section>
      <JudgeSection desk={desk} />
    </div>
  );
}
