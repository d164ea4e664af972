/** Which device runs the network, and why, in words for the visitor. */
import type { AdapterReport, DeviceReport } from '../../src/guidance/device-report';
import type { Device } from '../../src/guidance/ports';

export type DevicePlan = { readonly adapter: DeviceReport['adapter']; readonly reason: string } & (
  | { readonly device: 'webgpu'; readonly gpu: GPUDevice }
  | { readonly device: 'wasm' }
);

/** How a browser names an adapter that computes on the processor. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** What the runtime's kernels may use; it asks for as much itself when it makes the device. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const;

/**
 * WebGPU where a real adapter is there, else WASM. A software adapter is used only if WebGPU was asked for by name:
 * WASM does the same sums on the same processor a hundred times faster. Where WebGPU was asked for and is missing,
 * WASM with the reason said.
 */
export async function planDevice(wanted: Device | null, gpu: GPU | undefined): Promise<DevicePlan> {
  if (wanted === 'wasm')
    return { device: 'wasm', adapter: 'not-asked', reason: 'WASM on the processor, as asked for.' };
  if (gpu === undefined) return onProcessor('this browser, or this address without https, offers no WebGPU');
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (thrown) {
    return onProcessor(`WebGPU did not start (${words(thrown)})`);
  }
  if (adapter === null) return onProcessor('WebGPU found no graphics adapter that this browser may use');
  const name = nameOf(adapter.info);
  const software = adapter.info.isFallbackAdapter || SOFTWARE.test(name);
  const report = reportOf(adapter, name, software);
  if (software && wanted === null) {
    return onProcessor(`the only WebGPU adapter (${name}) is emulated on the processor and far slower`, report);
  }
  try {
    const device = await requestDevice(adapter);
    const slow = software ? ' It is emulated on the processor, so every step is slow.' : '';
    return { device: 'webgpu', gpu: device, adapter: report, reason: `WebGPU on ${name}.${slow}` };
  } catch (thrown) {
    return onProcessor(`the graphics device could not be opened (${words(thrown)})`, report);
  }
}

/** The plan where WebGPU will not do, for the reason given. */
export function onProcessor(because: string, adapter: DeviceReport['adapter'] = 'none'): DevicePlan {
  return { device: 'wasm', adapter, reason: `WASM on the processor: ${because}.` };
}

function reportOf({ features, limits }: GPUAdapter, name: string, emulated: boolean): AdapterReport {
  return {
    name,
    emulated,
    halfFloats: features.has('shader-f16'),
    subgroups: features.has('subgroups'),
    maxBufferBytes: limits.maxBufferSize,
    maxBindingBytes: limits.maxStorageBufferBindingSize,
  };
}

/**
 * A device without the `subgroups` feature. With it, and subgroups of 4, the runtime's attention over 32 and more new
 * positions is wrong on a software adapter; the kernels without it were right everywhere. The start-up check guards
 * what nobody has tried.
 */
function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  for (const limit of RAISED_LIMITS) requiredLimits[limit] = adapter.limits[limit];
  const requiredFeatures: GPUFeatureName[] = adapter.features.has('shader-f16') ? ['shader-f16'] : [];
  return adapter.requestDevice({ requiredFeatures, requiredLimits });
}

function nameOf(info: GPUAdapterInfo): string {
  const parts = [info.vendor, info.architecture, info.description].filter((part) => part !== '');
  return parts.length === 0 ? 'an adapter without a name' : parts.join(' ');
}

function words(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
