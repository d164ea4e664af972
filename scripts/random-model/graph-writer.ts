/** Collects the nodes and constants of a graph, with weights in the file's number format. */
import { type Attribute, MICROSOFT, nodeField } from '../../workers/model/onnx/model-file';
import type { Field } from '../../workers/model/onnx/wire';
import { Noise, toHalf } from './numbers';
import { is4Bit, isHalf, type RandomModelOptions } from './options';
import { bytesOfView, type ExternalData, TensorWriter, TYPE, type TypeName } from './tensors';

const INITIALIZER = 5;
const BLOCK = 32;
/** Standard deviations of even noise over the codes of a byte and of four bits. */
const BYTE_DEVIATION = 74;
const NIBBLE_DEVIATION = 4.6;

export interface NodeOptions {
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Outputs besides the first; empty for one that is not wanted. */
  readonly more?: readonly string[];
}

export class GraphWriter {
  readonly constants: Field[] = [];
  /** Nodes outside of any branch: they make weights ready, once. */
  readonly preparation: Field[] = [];
  /** Nodes of the branch that is being written. */
  body: Field[] = [];
  private readonly made = new Set<string>();
  private readonly tensors: TensorWriter;

  constructor(
    readonly options: RandomModelOptions,
    external: ExternalData | null,
  ) {
    this.tensors = new TensorWriter(external);
  }

  /** Of activations and caches. */
  get floatType(): 'float32' | 'float16' {
    return isHalf(this.options.format) ? 'float16' : 'float32';
  }

  /** Appends a node and returns the name of its first output. */
  node(operator: string, inputs: readonly string[], output: string, options: NodeOptions = {}): string {
    return this.append(this.body, operator, inputs, output, options);
  }

  /** Whole numbers: a list, or a scalar where one number is given. */
  integers(name: string, value: readonly number[] | number): string {
    const list = typeof value === 'number' ? [value] : value;
    return this.store(name, 'int64', typeof value === 'number' ? [] : [list.length], () =>
      BigInt64Array.from(list, BigInt),
    );
  }

  /** Numbers in the type of the activations. */
  floats(name: string, dims: readonly number[], values: () => Float32Array): string {
    return this.store(name, this.floatType, dims, () => (this.floatType === 'float16' ? toHalf(values()) : values()));
  }

  /** A vector of random weights around `mean`. */
  vector(name: string, size: number, deviation: number, mean: number): string {
    return this.floats(name, [size], () => this.noise(name).floats(size, deviation, mean));
  }

  /** `source` [rows, positions, inputs] times a random matrix [inputs, outputs]. */
  product(source: string, name: string, inputs: number, outputs: number, output: string): string {
    const deviation = 1 / Math.sqrt(inputs);
    const { format } = this.options;
    if (is4Bit(format)) return this.productOf4Bit(source, name, inputs, outputs, output);
    if (format === 'quantized') {
      const codes = this.codes(name, [inputs, outputs]);
      const scale = this.scales(`${name}.scale`, [outputs], deviation / BYTE_DEVIATION);
      return this.productOfBytes(source, codes, scale, output);
    }
    if (format !== 'int8') {
      const weight = this.floats(name, [inputs, outputs], () => this.noise(name).floats(inputs * outputs, deviation));
      return this.node('MatMul', [source, weight], output);
    }
    return this.node('MatMul', [source, this.expanded(name, [inputs, outputs], [1, outputs], deviation)], output);
  }

  /** The embedding of token ids and, from the same matrix [vocabulary, hidden], the logits of states. */
  embedding(
    name: string,
    vocabulary: number,
    hidden: number,
  ): {
    embed: (ids: string, output: string) => string;
    logits: (states: string, output: string) => string;
  } {
    const deviation = 1.5 / Math.sqrt(hidden);
    const { format, quantizedEmbedding } = this.options;
    const dims = [vocabulary, hidden];
    if (is4Bit(format) && quantizedEmbedding) {
      return {
        embed: (ids, output) => {
          const [packed, scales] = this.blocks(name, hidden, vocabulary, deviation);
          const flat = this.prepare(
            'Reshape',
            [packed, this.integers(`${name}.flat`, [vocabulary, hidden / 2])],
            `${name}.rows`,
          );
          const table = this.prepare(
            'Reshape',
            [scales, this.integers(`${name}.table`, [vocabulary, hidden / BLOCK])],
            `${name}.scale_rows`,
          );
          const attributes = { bits: 4, block_size: BLOCK, gather_axis: 0, quantize_axis: 1 };
          return this.node('GatherBlockQuantized', [flat, ids, table], output, { domain: MICROSOFT, attributes });
        },
        logits: (states, output) => this.productOf4Bit(states, name, hidden, vocabulary, output, deviation),
      };
    }
    if (format === 'quantized') {
      const scale = () => this.scales(`${name}.scale`, [1], deviation / BYTE_DEVIATION);
      return {
        embed: (ids, output) => {
          const gathered = this.node('Gather', [this.codes(name, dims), ids], `${output}.codes`);
          const wide = this.node('Cast', [gathered], `${output}.wide`, { attributes: { to: TYPE.float32 } });
          return this.node('Mul', [wide, scale()], output);
        },
        logits: (states, output) => {
          const turned = this.prepare('Transpose', [this.codes(name, dims)], `${name}.turned`, {
            attributes: { perm: [1, 0] },
          });
          return this.productOfBytes(states, turned, scale(), output);
        },
      };
    }
    const weight = () =>
      format === 'int8'
        ? this.expanded(name, dims, [vocabulary, 1], deviation)
        : this.floats(name, dims, () => this.noise(name).floats(vocabulary * hidden, deviation));
    return {
      embed: (ids, output) => this.node('Gather', [weight(), ids], output),
      logits: (states, output) => {
        if (is4Bit(format)) return this.productOf4Bit(states, `${name}.head`, hidden, vocabulary, output, deviation);
        const turned = this.prepare('Transpose', [weight()], `${name}.turned`, { attributes: { perm: [1, 0] } });
        return this.node('MatMul', [states, turned], output);
      },
    };
  }

  private productOf4Bit(
    source: string,
    name: string,
    inputs: number,
    outputs: number,
    output: string,
    deviation?: number,
  ): string {
    const [packed, scales] = this.blocks(name, inputs, outputs, deviation ?? 1 / Math.sqrt(inputs));
    const { accuracyLevel } = this.options;
    const level = accuracyLevel === 0 ? {} : { accuracy_level: accuracyLevel };
    const attributes = { K: inputs, N: outputs, bits: 4, block_size: BLOCK, ...level };
    return this.node('MatMulNBits', [source, packed, scales], output, { domain: MICROSOFT, attributes });
  }

  /** Activations become bytes with one scale over the whole tensor: every row and position sees every other's. */
  private productOfBytes(source: string, codes: string, scale: string, output: string): string {
    const quantised = this.node('DynamicQuantizeLinear', [source], `${output}.codes`, {
      more: [`${output}.step`, `${output}.zero`],
    });
    const whole = this.node('MatMulInteger', [quantised, codes, `${output}.zero`], `${output}.whole`);
    const wide = this.node('Cast', [whole], `${output}.wide`, { attributes: { to: TYPE.float32 } });
    return this.node('Mul', [wide, this.node('Mul', [`${output}.step`, scale], `${output}.scale`)], output);
  }

  /** Stored as int8 with one scale for each index of the axis that is not 1, expanded by the runtime as it loads. */
  private expanded(name: string, dims: readonly number[], scaleDims: readonly number[], deviation: number): string {
    const wide = this.prepare('Cast', [this.codes(`${name}.int8`, dims)], `${name}.wide`, {
      attributes: { to: TYPE.float32 },
    });
    return this.prepare('Mul', [wide, this.scales(`${name}.scale`, scaleDims, deviation / BYTE_DEVIATION)], name);
  }

  private codes(name: string, dims: readonly number[]): string {
    return this.store(name, 'int8', dims, () => this.noise(name).bytes(dims.reduce((a, b) => a * b, 1)));
  }

  private scales(name: string, dims: readonly number[], size: number): string {
    const count = dims.reduce((a, b) => a * b, 1);
    return this.floats(name, dims, () => this.noise(name).floats(count, size / 8, size));
  }

  /** Four-bit codes [outputs, blocks, 16] and the scales of blocks, as MatMulNBits reads them. */
  private blocks(name: string, inputs: number, outputs: number, deviation: number): [codes: string, scales: string] {
    if (inputs % BLOCK !== 0)
      throw new RangeError(`${name}: ${inputs} inputs are no whole number of blocks of ${BLOCK}`);
    const count = inputs / BLOCK;
    const codes = this.store(`${name}.q4`, 'uint8', [outputs, count, BLOCK / 2], () =>
      this.noise(`${name}.q4`).bytes((outputs * inputs) / 2),
    );
    return [codes, this.scales(`${name}.scale`, [outputs * count], deviation / NIBBLE_DEVIATION)];
  }

  private prepare(operator: string, inputs: readonly string[], output: string, options: NodeOptions = {}): string {
    if (!this.made.has(output)) this.append(this.preparation, operator, inputs, output, options);
    this.made.add(output);
    return output;
  }

  private append(
    to: Field[],
    operator: string,
    inputs: readonly string[],
    output: string,
    options: NodeOptions,
  ): string {
    const { domain, attributes, more = [] } = options;
    const outputs = [output, ...more];
    to.push(nodeField({ operator, inputs, outputs, ...(domain && { domain }), ...(attributes && { attributes }) }));
    return output;
  }

  private store(name: string, type: TypeName, dims: readonly number[], values: () => ArrayBufferView): string {
    if (this.made.has(name)) return name;
    this.made.add(name);
    this.constants.push(this.tensors.stored(INITIALIZER, name, type, dims, bytesOfView(values())));
    return name;
  }

  private noise(name: string): Noise {
    return new Noise(this.options.seed, name);
  }
}
