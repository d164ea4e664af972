/** Which files an ONNX file names for tensors that do not lie in it (`TensorProto.external_data` of onnx.proto). */
import { bytesOf, type Field, readFields, textsOf } from './wire';

const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5 } as const;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE = { tensor: 5, graph: 6 } as const;
const TENSOR_EXTERNAL_DATA = 13;
const ENTRY = { key: 1, value: 2 } as const;

/** In the order in which they are first named, each once. Throws a RangeError where the bytes are no ONNX file. */
export function externalFiles(model: Uint8Array): string[] {
  const names = new Set<string>();
  for (const graph of bytesOf(readFields(model), MODEL_GRAPH)) collect(readFields(graph), names);
  return [...names];
}

function collect(graph: readonly Field[], names: Set<string>): void {
  for (const tensor of bytesOf(graph, GRAPH.initializer)) addLocation(tensor, names);
  for (const node of bytesOf(graph, GRAPH.node)) {
    for (const attribute of bytesOf(readFields(node), NODE_ATTRIBUTE).map(readFields)) {
      for (const tensor of bytesOf(attribute, ATTRIBUTE.tensor)) addLocation(tensor, names);
      for (const inner of bytesOf(attribute, ATTRIBUTE.graph)) collect(readFields(inner), names);
    }
  }
}

function addLocation(tensor: Uint8Array, names: Set<string>): void {
  for (const entry of bytesOf(readFields(tensor), TENSOR_EXTERNAL_DATA).map(readFields)) {
    const [key] = textsOf(entry, ENTRY.key);
    const [value] = textsOf(entry, ENTRY.value);
    if (key === 'location' && value !== undefined) names.add(value);
  }
}
