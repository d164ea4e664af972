/** What this device computes on, as far as the choice of a number format depends on it. */
import type { Device } from '../../src/guidance/ports';
import { planDevice } from '../model/device';
import type { Compute } from './protocol';

export async function findCompute(wanted: Device | null): Promise<Compute> {
  const plan = await planDevice(wanted, globalThis.navigator?.gpu);
  if (plan.device === 'wasm') return { device: 'wasm', shaderF16: false, reason: plan.reason };
  const shaderF16 = plan.gpu.features.has('shader-f16');
  plan.gpu.destroy();
  return { device: 'webgpu', shaderF16, reason: plan.reason };
}
