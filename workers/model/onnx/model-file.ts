/** The few parts of an ONNX file that a rewrite of its nodes touches; field numbers are those of onnx.proto. */
import {
  bytesOf,
  type Field,
  floatField,
  floatOf,
  messageField,
  numberField,
  numberOf,
  readFields,
  textField,
  textsOf,
  writeFields,
} from './wire';

const MODEL = { graph: 7, opset: 8 } as const;
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { name: 1, float: 2, integer: 3, text: 4, graph: 6, integers: 8, type: 20 } as const;
const ATTRIBUTE_TYPE = { float: 1, integer: 2, graph: 5, integers: 7 } as const;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
/** ONNX's numbers for types of elements. */
export const FLOAT = 1;
export const INT64 = 7;

export const MICROSOFT = 'com.microsoft';

export interface OnnxNode {
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Numbers by name; `other` names those that are no number. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly other: readonly string[];
}

export type Attribute = number | { readonly float: number } | readonly number[] | { readonly graph: readonly Field[] };

export function readNode(message: Uint8Array): OnnxNode {
  const fields = readFields(message);
  const numbers = new Map<string, number>();
  const other: string[] = [];
  for (const attribute of bytesOf(fields, NODE.attribute).map(readFields)) {
    const [name = ''] = textsOf(attribute, ATTRIBUTE.name);
    const value = numberOf(attribute, ATTRIBUTE.integer) ?? floatOf(attribute, ATTRIBUTE.float);
    if (value === null) other.push(name);
    else numbers.set(name, value);
  }
  return {
    operator: textsOf(fields, NODE.operator)[0] ?? '',
    domain: textsOf(fields, NODE.domain)[0] ?? '',
    inputs: textsOf(fields, NODE.input),
    outputs: textsOf(fields, NODE.output),
    numbers,
    other,
  };
}

export interface NewNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export function nodeField(node: NewNode): Field {
  return messageField(GRAPH.node, [
    ...node.inputs.map((name) => textField(NODE.input, name)),
    ...node.outputs.map((name) => textField(NODE.output, name)),
    textField(NODE.name, `${node.operator}:${node.outputs[0] ?? ''}`),
    textField(NODE.operator, node.operator),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) => attributeField(name, value)),
    ...(node.domain === undefined ? [] : [textField(NODE.domain, node.domain)]),
  ]);
}

function attributeField(name: string, value: Attribute): Field {
  const typed = (type: number, fields: readonly Field[]) =>
    messageField(NODE.attribute, [textField(ATTRIBUTE.name, name), ...fields, numberField(ATTRIBUTE.type, type)]);
  if (typeof value === 'number') return typed(ATTRIBUTE_TYPE.integer, [numberField(ATTRIBUTE.integer, value)]);
  if ('float' in value) return typed(ATTRIBUTE_TYPE.float, [floatField(ATTRIBUTE.float, value.float)]);
  if ('graph' in value) return typed(ATTRIBUTE_TYPE.graph, [messageField(ATTRIBUTE.graph, value.graph)]);
  return typed(
    ATTRIBUTE_TYPE.integers,
    value.map((each) => numberField(ATTRIBUTE.integers, each)),
  );
}

/** A graph inside a node: its nodes, and the tensors that it hands out, with ONNX's numbers of their types. */
export function subgraph(
  name: string,
  nodes: readonly Field[],
  outputs: readonly { readonly name: string; readonly type: number }[],
): Field[] {
  const declared = outputs.map((output) => {
    const type = messageField(2, [messageField(1, [numberField(1, output.type)])]);
    return messageField(GRAPH.output, [textField(1, output.name), type]);
  });
  return [...nodes, textField(GRAPH.name, name), ...declared];
}

/** A constant of the graph: whole numbers as a list, or one float as a scalar. */
export function constantField(name: string, value: readonly number[] | { readonly float: number }): Field {
  if ('float' in value) {
    const raw = new Uint8Array(Float32Array.of(value.float).buffer);
    return tensorField(name, FLOAT, [], raw);
  }
  return tensorField(name, INT64, [value.length], new Uint8Array(BigInt64Array.from(value, BigInt).buffer));
}

function tensorField(name: string, type: number, dims: readonly number[], raw: Uint8Array): Field {
  return messageField(GRAPH.initializer, [
    ...dims.map((dim) => numberField(TENSOR.dims, dim)),
    numberField(TENSOR.type, type),
    textField(TENSOR.name, name),
    { number: TENSOR.raw, kind: 'bytes', value: raw },
  ]);
}

/** A file taken apart as far as its nodes. */
export class ModelFile {
  private readonly fields: Field[];
  private readonly graph: Field[];

  /** Throws a RangeError where the bytes are no ONNX file. */
  constructor(bytes: Uint8Array) {
    this.fields = readFields(bytes);
    const [graph] = bytesOf(this.fields, MODEL.graph);
    if (graph === undefined) throw new RangeError('The file holds no graph');
    this.graph = readFields(graph);
  }

  /** Version of ONNX's own operators, 0 where it is not stated. */
  get opset(): number {
    const sets = bytesOf(this.fields, MODEL.opset).map(readFields);
    return numberOf(sets.find((set) => (textsOf(set, 1)[0] ?? '') === '') ?? [], 2) ?? 0;
  }

  get nodes(): OnnxNode[] {
    return bytesOf(this.graph, GRAPH.node).map(readNode);
  }

  /** Declared dimensions of an input; null for one that is symbolic. Empty for an unknown input. */
  inputShape(name: string): (number | null)[] {
    const shape = readFields(bytesOf(this.tensorType(name), 2)[0] ?? EMPTY);
    return bytesOf(shape, 1).map((dim) => numberOf(readFields(dim), 1));
  }

  /** ONNX's number for the type of an input's elements; null for an unknown input. */
  inputType(name: string): number | null {
    return numberOf(this.tensorType(name), 1);
  }

  private tensorType(name: string): Field[] {
    const input = bytesOf(this.graph, GRAPH.input)
      .map(readFields)
      .find((fields) => textsOf(fields, 1)[0] === name);
    return [2, 1].reduce<Field[]>((fields, number) => readFields(bytesOf(fields, number)[0] ?? EMPTY), input ?? []);
  }

  /**
   * The file with nodes exchanged: `change` gives what stands in a node's place, null to keep it. `constants` are made
   * with `constantField`.
   */
  rewrite(change: (node: OnnxNode) => readonly Field[] | null, constants: readonly Field[]): Uint8Array<ArrayBuffer> {
    const graph = this.graph.flatMap((field) => {
      if (field.number !== GRAPH.node || field.kind !== 'bytes') return [field];
      return change(readNode(field.value)) ?? [field];
    });
    return writeFields(
      this.fields.map((field) =>
        field.number === MODEL.graph ? messageField(MODEL.graph, [...graph, ...constants]) : field,
      ),
    );
  }
}

const EMPTY = new Uint8Array();
