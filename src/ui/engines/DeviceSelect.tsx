import type { DeviceChoice } from '../../playground/settings';
import type { Desk } from '../app/desk';

const DEVICES: readonly { readonly value: DeviceChoice; readonly label: string }[] = [
  { value: 'auto', label: 'Best device' },
  { value: 'wasm', label: 'WASM (processor)' },
  { value: 'webgpu', label: 'WebGPU (graphics)' },
];

export function DeviceSelect({ desk }: { desk: Desk }) {
  const { playground, settings } = desk;
  const kind = playground.run.value.kind;
  const busy = kind === 'preparing' || kind === 'running' || kind === 'paused';
  return (
    <select
      class="device"
      aria-label="Device for the model"
      title={busy ? 'Stop the run to change the device' : 'Where the model computes'}
      disabled={busy}
      value={settings.device.value}
      onChange={(event) => {
        const picked = DEVICES.find(({ value }) => value === event.currentTarget.value);
        if (picked === undefined) return;
        settings.device.value = picked.value;
        playground.loadModel(picked.value === 'auto' ? null : picked.value);
      }}
    >
      {DEVICES.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
