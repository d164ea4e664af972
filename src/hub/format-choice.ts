/** Which number format suits what this device computes on, and what is known to go wrong with the others. */
import type { Offer } from './listing';
import type { NumberFormat } from './number-formats';

export interface Compute {
  readonly device: 'webgpu' | 'wasm';
  /** Whether the graphics device computes in 16-bit floats. */
  readonly shaderF16: boolean;
  /** In words for the visitor. */
  readonly reason: string;
}

/** The first that a repository has is taken. */
const ON_GRAPHICS_F16: readonly NumberFormat[] = ['q4f16', 'q4', 'fp16', 'fp32', 'bnb4', 'int8', 'q8', 'uint8'];
const ON_GRAPHICS: readonly NumberFormat[] = ['q4', 'fp32', 'bnb4', 'int8', 'q8', 'uint8', 'q4f16', 'fp16'];
/** On the processor a `_quantized` file decodes several times faster than 4-bit weights, which are expanded each time. */
const ON_PROCESSOR: readonly NumberFormat[] = ['q8', 'int8', 'uint8', 'q4', 'fp32', 'bnb4', 'q4f16', 'fp16'];

export interface FormatChoice {
  readonly offer: Offer;
  readonly reason: string;
}

/** null where nothing is offered. */
export function chooseFormat(offers: readonly Offer[], compute: Compute): FormatChoice | null {
  for (const format of orderFor(compute)) {
    const offer = offers.find((one) => one.format === format);
    if (offer !== undefined) return { offer, reason: reasonFor(format, compute) };
  }
  return null;
}

export function orderFor({ device, shaderF16 }: Compute): readonly NumberFormat[] {
  if (device === 'wasm') return ON_PROCESSOR;
  return shaderF16 ? ON_GRAPHICS_F16 : ON_GRAPHICS;
}

/** What is known to go wrong with a format on this device, or null. */
export function cautionFor(format: NumberFormat, { device, shaderF16 }: Compute): string | null {
  const eightBits = format === 'q8' || format === 'int8' || format === 'uint8';
  const sixteenBits = format === 'q4f16' || format === 'fp16';
  if (device === 'webgpu') {
    if (eightBits)
      return '8-bit decoders are reported to write gibberish on WebGPU; the start-up check moves such a model to WASM.';
    if (sixteenBits && !shaderF16) return 'This graphics device has no 16-bit floats (shader-f16).';
    return null;
  }
  if (sixteenBits) return 'Made for graphics devices: on WASM one such file is reported to fail at its first token.';
  if (format === 'q4' || format === 'bnb4') return 'Slow on WASM, where 4-bit weights are expanded at every step.';
  return null;
}

function reasonFor(format: NumberFormat, compute: Compute): string {
  if (cautionFor(format, compute) !== null) return 'nothing better suited is offered';
  if (compute.device === 'wasm') {
    return format === 'fp32' ? 'WASM computes in 32-bit floats' : 'fastest on WASM, where this device would run it';
  }
  if (format === 'q4f16') return 'smallest, and this graphics device computes in 16-bit floats';
  if (format === 'q4')
    return compute.shaderF16 ? 'smallest that is offered' : 'this graphics device has no 16-bit floats';
  return 'best suited of what is offered';
}
