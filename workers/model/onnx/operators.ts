/** Which operators a file uses, branches and functions included. */
import { bytesOf, readFields, textsOf } from './wire';

const MODEL = { graph: 7, functions: 25 } as const;
const GRAPH_NODE = 1;
const FUNCTION_NODE = 7;
const NODE = { operator: 4, attribute: 5 } as const;
const ATTRIBUTE_GRAPH = 6;

/** null where the bytes are no ONNX file. */
export function operatorsOf(file: Uint8Array): ReadonlySet<string> | null {
  const found = new Set<string>();
  const readNodes = (nodes: readonly Uint8Array[]) => {
    for (const node of nodes.map(readFields)) {
      for (const operator of textsOf(node, NODE.operator)) found.add(operator);
      for (const attribute of bytesOf(node, NODE.attribute).map(readFields)) {
        for (const graph of bytesOf(attribute, ATTRIBUTE_GRAPH)) readNodes(bytesOf(readFields(graph), GRAPH_NODE));
      }
    }
  };
  try {
    const model = readFields(file);
    for (const graph of bytesOf(model, MODEL.graph)) readNodes(bytesOf(readFields(graph), GRAPH_NODE));
    for (const each of bytesOf(model, MODEL.functions)) readNodes(bytesOf(readFields(each), FUNCTION_NODE));
    return found.size === 0 ? null : found;
  } catch {
    return null;
  }
}
