import { forgetCalibrations } from '../../playground/forget-calibrations';
import type { Desk } from '../app/desk';
import { isBusy } from '../models/use-button';
import { Disclosure } from '../shared/Disclosure';
import { Provenance } from '../shared/Provenance';
import { deviceRows } from './device-rows';

/** What this machine can do and how it is used, in plain words. Draws nothing before a model is loaded. */
export function DevicePanel({ desk }: { desk: Pick<Desk, 'playground' | 'settings'> }) {
  const state = desk.playground.model.value;
  if (state.kind !== 'ready') return null;
  const { description } = state;
  const measureAgain = async () => {
    await forgetCalibrations();
    const device = desk.settings.device.value;
    desk.playground.loadModel(device === 'auto' ? null : device);
  };
  return (
    <Disclosure
      class="fold device-panel"
      summary="Device"
      body={() => (
        <>
          <p>
            <Provenance source="live" />
          </p>
          <table aria-label="What this device can do, and what it means">
            <tbody>
              {deviceRows(description).map(({ name, found, means }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    {found}
                    <p class="hint">{means}</p>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {description.report?.calibration !== undefined && (
            <button
              type="button"
              disabled={isBusy(desk.playground)}
              title="Loads the model again and measures its speed anew, for instance when the machine was busy"
              onClick={() => void measureAgain()}
            >
              Measure again
            </button>
          )}
        </>
      )}
    />
  );
}
