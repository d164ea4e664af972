/** What was found out about the machine while the model was loaded; the page puts it in plain words. */

/** Names of stored calibrations begin with it; the number is raised when they would be misread. */
export const CALIBRATION_PREFIX = 'calibration 1 ';

export interface AdapterReport {
  /** As the browser names it, or a stand-in. */
  readonly name: string;
  /** Computes on the processor instead of a graphics chip. */
  readonly emulated: boolean;
  /** Whether 16-bit floats can be computed with (WebGPU's `shader-f16`). */
  readonly halfFloats: boolean;
  /** Whether threads of a group can exchange values directly; the engine does without. */
  readonly subgroups: boolean;
  /** Largest buffer and largest part of one that a kernel can see, in bytes. */
  readonly maxBufferBytes: number;
  readonly maxBindingBytes: number;
}

export interface DeviceReport {
  /** `none`: this browser offers no WebGPU, or no adapter; `not-asked`: WASM was asked for. */
  readonly adapter: AdapterReport | 'none' | 'not-asked';
  /** Logical processors, as far as the browser tells. */
  readonly processors: number | null;
  /** Rounded and capped by the browser, in GiB; most browsers do not tell. */
  readonly memoryGib: number | null;
  /** Whether the page is isolated so that WASM could use several threads; the engine uses one. */
  readonly threadsPossible: boolean;
  /** The Hub's name of the number format, and the size of the network's file. */
  readonly numberFormat: string;
  readonly weightsBytes: number;
  /** Attention of chunks: rewritten to plain operators, or the file's own and why. */
  readonly attention: { readonly kind: 'plain' } | { readonly kind: 'own'; readonly reason: string };
  /** Timing at the start; null where there was none, or the machine was too busy for it to mean anything. `kept`: from an earlier visit. */
  readonly calibration: {
    readonly steps: readonly { readonly rows: number; readonly ms: number }[];
    readonly chunkMs: number | null;
    readonly kept: boolean;
  } | null;
}
