import { expect, it } from 'vitest';
import type { DeviceReport } from '../../../src/guidance/device-report';
import type { ModelDescription } from '../../../src/guidance/ports';
import { deviceRows } from '../../../src/ui/device/device-rows';

const ADAPTER = {
  name: 'acme tower',
  emulated: false,
  halfFloats: false,
  subgroups: true,
  maxBufferBytes: 2 ** 31,
  maxBindingBytes: 2 ** 27,
};
const REPORT: DeviceReport = {
  adapter: 'none',
  processors: 8,
  memoryGib: null,
  threadsPossible: false,
  numberFormat: 'int8',
  weightsBytes: 4_900_000,
  attention: { kind: 'plain' },
  calibration: {
    steps: [
      { rows: 1, ms: 9.04 },
      { rows: 16, ms: 51 },
    ],
    chunkMs: 21,
    kept: true,
  },
};

function described(report: Partial<DeviceReport>): ModelDescription {
  return {
    id: 'tiny-coder',
    weightsSha256: '',
    device: 'wasm',
    deviceReason: 'WASM on the processor.',
    vocabularySize: 1024,
    contextLength: 2048,
    endTokens: [0],
    promptStyle: 'built-in',
    selfCheck: { maxLogitDifference: 2e-6, passed: true },
    plan: { decoding: 'drafts', maxBatch: 4, pair: true },
    report: { ...REPORT, ...report },
  };
}

const found = (report: Partial<DeviceReport>) =>
  Object.fromEntries(deviceRows(described(report)).map(({ name, found: what, means }) => [name, `${what} | ${means}`]));

it('says in words what a machine without a graphics adapter can do', () => {
  const rows = found({});
  expect(rows['Graphics adapter']).toContain('none that this browser offers');
  expect(rows['Half floats']).toBeUndefined();
  expect(rows['Number format']).toBe('int8, 4.9 MB | 8-bit whole numbers.');
  expect(rows['Measured speed']).toBe(
    '1: 9.0 ms, 16: 51 ms | One step, by candidates in the batch. A chunk of 16 tokens: 21 ms. From an earlier visit.',
  );
  expect(rows['So a run']).toContain(
    'samples up to 4 candidates at once; candidates serve as drafts of the line; both',
  );
  expect(rows['Start-up check']).toContain('0.000002');
});

it('says what the limits of a graphics adapter mean', () => {
  const rows = found({ adapter: ADAPTER, calibration: null });
  expect(rows['Half floats']).toBe('no | Files with 32-bit sums (q4 of those with 4-bit weights) are used.');
  expect(rows['Largest buffer']).toContain('2.0 GiB | A kernel sees up to 134 MB of one');
  expect(rows['Measured speed']).toContain('not measured');
  expect(found({ adapter: { ...ADAPTER, emulated: true } })['Graphics adapter']).toContain('far slower than WASM');
  expect(found({ adapter: 'not-asked' })['Graphics adapter']).toContain('Best device');
});
