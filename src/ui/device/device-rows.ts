/** What was found out about the device, as rows: a name, the finding, and what it means for a run. */
import type { AdapterReport, DeviceReport } from '../../guidance/device-report';
import type { DecodePlan, ModelDescription } from '../../guidance/ports';
import { FORMAT_WORDS, type NumberFormat } from '../../hub/number-formats';
import { counted, fixed } from '../shared/numbers';

export interface DeviceRow {
  readonly name: string;
  readonly found: string;
  readonly means: string;
}

export function deviceRows(description: ModelDescription): DeviceRow[] {
  const { report, plan } = description;
  return [
    {
      name: 'Computes on',
      found: description.device === 'wasm' ? 'the processor (WASM)' : 'the graphics device (WebGPU)',
      means: description.deviceReason,
    },
    ...(report === undefined ? [] : [...adapterRows(report), ...machineRows(report), numberRow(report)]),
    checkRow(description),
    ...(report === undefined ? [] : [attentionRow(report), speedRow(report)]),
    ...(plan === undefined ? [] : [planRow(plan)]),
  ];
}

function adapterRows({ adapter }: DeviceReport): DeviceRow[] {
  const name = 'Graphics adapter';
  if (adapter === 'none') {
    return [
      {
        name,
        found: 'none that this browser offers',
        means: 'The processor computes; everything works, at its speed.',
      },
    ];
  }
  if (adapter === 'not-asked') {
    return [{ name, found: 'not asked for', means: 'WASM was chosen. Choose "Best device" to look for one.' }];
  }
  return [
    {
      name,
      found: adapter.name,
      means: adapter.emulated ? 'An emulation on the processor, far slower than WASM.' : 'A graphics chip.',
    },
    ...featureRows(adapter),
  ];
}

function featureRows(adapter: AdapterReport): DeviceRow[] {
  return [
    {
      name: 'Half floats',
      found: adapter.halfFloats ? 'yes' : 'no',
      means: adapter.halfFloats
        ? 'Files with 16-bit sums (q4f16) can be used: half the memory for them.'
        : 'Files with 32-bit sums (q4 of those with 4-bit weights) are used.',
    },
    {
      name: 'Subgroups',
      found: adapter.subgroups ? 'yes, left off' : 'no',
      means: 'Not used: on some adapters the kernels that need them compute wrongly.',
    },
    {
      name: 'Largest buffer',
      found: bytes(adapter.maxBufferBytes),
      means: `A kernel sees up to ${bytes(adapter.maxBindingBytes)} of one; a model whose largest tensor is larger does not start here.`,
    },
  ];
}

function machineRows({ processors, memoryGib, threadsPossible }: DeviceReport): DeviceRow[] {
  return [
    {
      name: 'Processor',
      found: processors === null ? 'not told' : counted(processors, 'logical core'),
      means: threadsPossible
        ? 'The model uses one of them.'
        : 'The model uses one: this page may not share memory between threads.',
    },
    {
      name: 'Memory',
      found: memoryGib === null ? 'not told by this browser' : `about ${memoryGib} GiB or more`,
      means: 'Where it runs out, the model is started again and samples fewer candidates at a time.',
    },
  ];
}

function numberRow({ numberFormat, weightsBytes }: DeviceReport): DeviceRow {
  const words = isFormat(numberFormat) ? FORMAT_WORDS[numberFormat] : 'a format without a name here';
  return { name: 'Number format', found: `${numberFormat}, ${bytes(weightsBytes)}`, means: `${words}.` };
}

function checkRow({ selfCheck }: ModelDescription): DeviceRow {
  return {
    name: 'Start-up check',
    found: selfCheck.passed ? 'passed' : 'not passed',
    means: `The same text read whole, in parts, step by step and as a row of a batch: logits differ by at most ${selfCheck.maxLogitDifference.toPrecision(1)}.`,
  };
}

function attentionRow({ attention }: DeviceReport): DeviceRow {
  return attention.kind === 'plain'
    ? {
        name: 'Attention',
        found: 'rewritten',
        means: 'Chunks go through plain products, several times faster on WASM.',
      }
    : { name: 'Attention', found: "the file's own", means: `Left as it is: ${attention.reason}.` };
}

function speedRow({ calibration }: DeviceReport): DeviceRow {
  const name = 'Measured speed';
  if (calibration === null)
    return {
      name,
      found: 'not measured',
      means: 'The machine was too busy for timing, or times are not taken here; the usual plan is used.',
    };
  const { steps, chunkMs, kept } = calibration;
  const found = steps.map(({ rows, ms }) => `${rows}: ${fixed(ms, ms < 10 ? 1 : 0)} ms`).join(', ');
  const chunk = chunkMs === null ? '' : ` A chunk of 16 tokens: ${fixed(chunkMs, chunkMs < 10 ? 1 : 0)} ms.`;
  return {
    name,
    found,
    means: `One step, by candidates in the batch.${chunk} ${kept ? 'From an earlier visit.' : 'Just now.'}`,
  };
}

function planRow({ decoding, maxBatch, pair }: DecodePlan): DeviceRow {
  const drafts = decoding === 'drafts' ? 'candidates serve as drafts of the line' : 'every token is computed by itself';
  const both = pair === true ? 'both streams step as one batch' : 'the two streams step one after the other';
  return {
    name: 'So a run',
    found: `samples up to ${counted(maxBatch, 'candidate')} at once; ${drafts}; ${both}`,
    means: 'It changes time and cost, no token. Every run names it, and a run made again follows it.',
  };
}

function bytes(count: number): string {
  if (count >= 2 ** 30) return `${fixed(count / 2 ** 30, count < 10 * 2 ** 30 ? 1 : 0)} GiB`;
  return count >= 1e6 ? `${fixed(count / 1e6, count < 1e7 ? 1 : 0)} MB` : `${fixed(count / 1e3, 0)} kB`;
}

function isFormat(name: string): name is NumberFormat {
  return Object.hasOwn(FORMAT_WORDS, name);
}
