import { describe, expect, it } from 'vitest';
import { planDevice } from '../../../workers/model/device';

interface FakeAdapter {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly isFallbackAdapter?: boolean;
  readonly features?: readonly string[];
  readonly refuses?: string;
}

const asked: GPUDeviceDescriptor[] = [];

/** As much of the browser's object as the probe looks at. */
function gpu(adapter: FakeAdapter | null): GPU {
  const fake = {
    requestAdapter: async () =>
      adapter && {
        info: {
          vendor: adapter.vendor ?? '',
          architecture: adapter.architecture ?? '',
          description: '',
          isFallbackAdapter: adapter.isFallbackAdapter ?? false,
        },
        features: new Set(adapter.features ?? []),
        limits: { maxBufferSize: 1 << 30, maxStorageBufferBindingSize: 1 << 30 },
        requestDevice: async (descriptor: GPUDeviceDescriptor) => {
          if (adapter.refuses) throw new Error(adapter.refuses);
          asked.push(descriptor);
          return { label: 'device' };
        },
      },
  };
  return Object.assign(Object.create(null), fake);
}

describe('planDevice', () => {
  const real = { vendor: 'acme', architecture: 'gen-9', features: ['shader-f16', 'subgroups'] };
  const software = { vendor: 'google', architecture: 'swiftshader' };

  it('takes a real adapter, without the feature whose kernels may be wrong', async () => {
    const plan = await planDevice(null, gpu(real));
    expect(plan).toMatchObject({ device: 'webgpu', reason: 'WebGPU on acme gen-9.' });
    expect(asked.at(-1)).toMatchObject({
      requiredFeatures: ['shader-f16'],
      requiredLimits: { maxBufferSize: 1 << 30 },
    });
  });

  it.each([
    ['no WebGPU', undefined, /no WebGPU/],
    ['no adapter', gpu(null), /no graphics adapter/],
    ['a software adapter', gpu(software), /swiftshader.*emulated/],
    ['an adapter that says it is a fallback', gpu({ vendor: 'acme', isFallbackAdapter: true }), /emulated/],
    ['a device that cannot be had', gpu({ ...real, refuses: 'driver too old' }), /driver too old/],
  ])('says why it takes WASM: %s', async (_, offered, reason) => {
    expect(await planDevice(null, offered)).toMatchObject({ device: 'wasm', reason: expect.stringMatching(reason) });
  });

  it('does as it is asked', async () => {
    expect((await planDevice('wasm', gpu(real))).reason).toMatch(/as asked/);
    expect(await planDevice('webgpu', gpu(software))).toMatchObject({ device: 'webgpu' });
    expect(await planDevice('webgpu', undefined)).toMatchObject({ device: 'wasm' });
  });
});
