/**
 * Rows of caches, copied into new tensors. A head of a row of [rows, heads, length, head size] is one contiguous block,
 * so this needs no ONNX graph of its own (a Gather graph was tried: right, but a session more to load and to keep).
 */
import type { OrtRuntime, OrtTensor } from './runtime';

/** One row of a set of cache tensors, and how many of its positions are wanted. */
export interface RowSource {
  readonly tensors: readonly OrtTensor[];
  readonly row: number;
  readonly length: number;
}

export interface RowCopier {
  /**
   * New tensors [sources, heads, longest length, head size], row i copied from source i and zero behind its length.
   * The sources are left as they are.
   */
  join(sources: readonly RowSource[]): OrtTensor[];
}

interface Block {
  readonly source: OrtTensor;
  /** In elements. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

/** What has to be copied for tensor `index`, and the size of the result. */
function planOf(sources: readonly RowSource[], index: number): { blocks: Block[]; dims: number[] } {
  const width = Math.max(...sources.map(({ length }) => length));
  const [, heads = 0, , headDim = 0] = sources[0]?.tensors[index]?.dims ?? [];
  const blocks = sources.flatMap(({ tensors, row, length }, target) => {
    const source = tensors[index];
    if (source === undefined) throw new Error(`A cache has no tensor ${index}`);
    const buffered = source.dims[2] ?? 0;
    return Array.from({ length: heads }, (_, head) => ({
      source,
      from: (row * heads + head) * buffered * headDim,
      to: (target * heads + head) * width * headDim,
      size: length * headDim,
    }));
  });
  return { blocks, dims: [sources.length, heads, width, headDim] };
}

function elements(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** For tensors in WebAssembly's or Node's memory. */
export class HostRowCopier implements RowCopier {
  constructor(private readonly runtime: OrtRuntime) {}

  join(sources: readonly RowSource[]): OrtTensor[] {
    return (sources[0]?.tensors ?? []).map((_, index) => {
      const { blocks, dims } = planOf(sources, index);
      const target = new Float32Array(elements(dims));
      for (const { source, from, to, size } of blocks) {
        const { data } = source;
        if (!(data instanceof Float32Array)) throw new Error(`A cache tensor holds ${source.type}, not float32`);
        target.set(data.subarray(from, from + size), to);
      }
      return new this.runtime.Tensor('float32', target, dims);
    });
  }
}

const BYTES_PER_FLOAT = 4;

/** For tensors in the memory of a WebGPU device. Our copies join the queue that the runtime's own commands are in. */
export class GpuRowCopier implements RowCopier {
  constructor(
    private readonly runtime: OrtRuntime,
    private readonly device: GPUDevice,
  ) {}

  join(sources: readonly RowSource[]): OrtTensor[] {
    const encoder = this.device.createCommandEncoder();
    const joined = (sources[0]?.tensors ?? []).map((_, index) => {
      const { blocks, dims } = planOf(sources, index);
      const buffer = this.device.createBuffer({
        // The runtime rounds its own buffers up to 16 bytes and its kernels may read that far.
        size: Math.max(16, Math.ceil((elements(dims) * BYTES_PER_FLOAT) / 16) * 16),
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
      for (const { source, from, to, size } of blocks) {
        const bytes = [from, to, size].map((count) => count * BYTES_PER_FLOAT);
        const [fromByte = 0, toByte = 0, sizeBytes = 0] = bytes;
        encoder.copyBufferToBuffer(source.gpuBuffer, fromByte, buffer, toByte, sizeBytes);
      }
      return this.runtime.Tensor.fromGpuBuffer(buffer, {
        dataType: 'float32',
        dims,
        dispose: () => buffer.destroy(),
      });
    });
    this.device.queue.submit([encoder.finish()]);
    return joined;
  }
}
