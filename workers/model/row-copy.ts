/**
 * Rows of a batch, copied between tensors. A row of [rows, heads, length, head size] is one contiguous block, so this
 * needs no ONNX graph of its own (a Gather graph was tried: right, but a session more to load and to keep).
 */
import type { OrtRuntime, OrtTensor } from './runtime';

export interface RowCopier {
  /** For each tensor a new one whose i-th row is the source's row `rows[i]`. The sources are left as they are. */
  gather(tensors: readonly OrtTensor[], rows: readonly number[]): OrtTensor[];
}

/** For tensors in WebAssembly's or Node's memory. */
export class HostRowCopier implements RowCopier {
  constructor(private readonly runtime: OrtRuntime) {}

  gather(tensors: readonly OrtTensor[], rows: readonly number[]): OrtTensor[] {
    return tensors.map((tensor) => {
      const source = tensor.data;
      if (!(source instanceof Float32Array)) throw new Error(`A cache tensor holds ${tensor.type}, not float32`);
      const block = source.length / (tensor.dims[0] ?? 1);
      const target = new Float32Array(block * rows.length);
      for (const [i, row] of rows.entries()) target.set(source.subarray(row * block, (row + 1) * block), i * block);
      return new this.runtime.Tensor('float32', target, [rows.length, ...tensor.dims.slice(1)]);
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

  gather(tensors: readonly OrtTensor[], rows: readonly number[]): OrtTensor[] {
    const encoder = this.device.createCommandEncoder();
    const copies = tensors.map((tensor) => {
      const block = (tensor.size / (tensor.dims[0] ?? 1)) * BYTES_PER_FLOAT;
      const buffer = this.device.createBuffer({
        // The runtime rounds its own buffers up to 16 bytes and its kernels may read that far.
        size: Math.max(16, Math.ceil((block * rows.length) / 16) * 16),
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
      for (const [i, row] of rows.entries()) {
        encoder.copyBufferToBuffer(tensor.gpuBuffer, row * block, buffer, i * block, block);
      }
      return this.runtime.Tensor.fromGpuBuffer(buffer, {
        dataType: 'float32',
        dims: [rows.length, ...tensor.dims.slice(1)],
        dispose: () => buffer.destroy(),
      });
    });
    this.device.queue.submit([encoder.finish()]);
    return copies;
  }
}
