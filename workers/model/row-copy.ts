/**
 * Rows of caches, copied into new tensors. Of a row, what lies before the axis of positions is a number of contiguous
 * blocks (a head each, where heads come first), so this needs no ONNX graph of its own (a Gather graph was tried: right,
 * but a session more to load and to keep).
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
   * New tensors like the sources' but of as many rows as there are sources and of the longest length, row i copied from
   * source i and zero behind its length. The sources are left as they are.
   */
  join(sources: readonly RowSource[]): OrtTensor[];
}

/** Of each cache tensor, which axis counts positions. */
export type LengthAxes = readonly number[];

interface Block {
  readonly source: OrtTensor;
  /** In elements. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

interface Plan {
  readonly blocks: Block[];
  readonly dims: number[];
  readonly type: 'float32' | 'float16';
}

/** What has to be copied for tensor `index`, and the size of the result. */
function planOf(sources: readonly RowSource[], index: number, axis: number): Plan {
  const width = Math.max(...sources.map(({ length }) => length));
  const like = sources[0]?.tensors[index];
  if (like === undefined) throw new Error(`A cache has no tensor ${index}`);
  if (like.type !== 'float32' && like.type !== 'float16') throw new Error(`A cache tensor holds ${like.type}`);
  const outer = elements(like.dims.slice(1, axis));
  const inner = elements(like.dims.slice(axis + 1));
  const blocks = sources.flatMap(({ tensors, row, length }, target) => {
    const source = tensors[index];
    if (source === undefined) throw new Error(`A cache has no tensor ${index}`);
    const buffered = source.dims[axis] ?? 0;
    return Array.from({ length: outer }, (_, head) => ({
      source,
      from: (row * outer + head) * buffered * inner,
      to: (target * outer + head) * width * inner,
      size: length * inner,
    }));
  });
  return { blocks, dims: like.dims.with(0, sources.length).with(axis, width), type: like.type };
}

function elements(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

export function bytesPerElement(type: string): number {
  return type === 'float16' ? 2 : 4;
}

/** For tensors in WebAssembly's or Node's memory. */
export class HostRowCopier implements RowCopier {
  constructor(
    private readonly runtime: OrtRuntime,
    private readonly axes: LengthAxes,
  ) {}

  join(sources: readonly RowSource[]): OrtTensor[] {
    return this.axes.map((axis, index) => {
      const { blocks, dims, type } = planOf(sources, index, axis);
      const width = bytesPerElement(type);
      const target = new Uint8Array(elements(dims) * width);
      for (const { source, from, to, size } of blocks) {
        const { data } = source;
        if (!ArrayBuffer.isView(data)) throw new Error(`A cache tensor holds ${source.type}`);
        const bytes = new Uint8Array(data.buffer, data.byteOffset + from * width, size * width);
        target.set(bytes, to * width);
      }
      return type === 'float16'
        ? new this.runtime.Tensor('float16', new Uint16Array(target.buffer), dims)
        : new this.runtime.Tensor('float32', new Float32Array(target.buffer), dims);
    });
  }
}

/** For tensors in the memory of a WebGPU device. Our copies join the queue that the runtime's own commands are in. */
export class GpuRowCopier implements RowCopier {
  constructor(
    private readonly runtime: OrtRuntime,
    private readonly device: GPUDevice,
    private readonly axes: LengthAxes,
  ) {}

  join(sources: readonly RowSource[]): OrtTensor[] {
    const encoder = this.device.createCommandEncoder();
    const joined = this.axes.map((axis, index) => {
      const { blocks, dims, type } = planOf(sources, index, axis);
      const width = bytesPerElement(type);
      const buffer = this.device.createBuffer({
        // The runtime rounds its own buffers up to 16 bytes and its kernels may read that far.
        size: Math.max(16, Math.ceil((elements(dims) * width) / 16) * 16),
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
      for (const { source, from, to, size } of blocks) {
        // Offsets and sizes of a copy are multiples of four bytes: head sizes are even.
        encoder.copyBufferToBuffer(source.gpuBuffer, from * width, buffer, to * width, size * width);
      }
      return this.runtime.Tensor.fromGpuBuffer(buffer, { dataType: type, dims, dispose: () => buffer.destroy() });
    });
    this.device.queue.submit([encoder.finish()]);
    return joined;
  }
}
