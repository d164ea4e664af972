/** A network that computes the same and calls one of its outputs by another name, as other exporters do. */
import {
  bytesOf,
  type Field,
  messageField,
  readFields,
  textField,
  textsOf,
  writeFields,
} from '../../workers/model/onnx/wire';

const MODEL_GRAPH = 7;
const GRAPH = { node: 1, output: 12 } as const;
const NODE_OUTPUT = 2;
const NAME = 1;

export function renamedOutput(model: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  const rename = (fields: readonly Field[], number: number) =>
    fields.map((field) =>
      field.number === number && textsOf([field], number)[0] === from ? textField(number, to) : field,
    );
  const inGraph = (field: Field): Field => {
    if (field.kind !== 'bytes') return field;
    if (field.number === GRAPH.node) return messageField(GRAPH.node, rename(readFields(field.value), NODE_OUTPUT));
    if (field.number === GRAPH.output) return messageField(GRAPH.output, rename(readFields(field.value), NAME));
    return field;
  };
  const [graph] = bytesOf(readFields(model), MODEL_GRAPH);
  if (graph === undefined) throw new RangeError('The file holds no graph');
  return writeFields(
    readFields(model).map((field) =>
      field.number === MODEL_GRAPH ? messageField(MODEL_GRAPH, readFields(graph).map(inGraph)) : field,
    ),
  );
}
