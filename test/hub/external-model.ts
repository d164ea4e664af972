/** The same network with its larger tensors in files beside it, as exports above two gigabytes have them. */
import {
  bytesOf,
  type Field,
  messageField,
  numberField,
  readFields,
  textField,
  writeFields,
} from '../../workers/model/onnx/wire';

const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR = { raw: 9, externalData: 13, dataLocation: 14 } as const;
const EXTERNAL = 1;
/** Smaller tensors stay, as exporters leave them. */
const LARGE_BYTES = 1024;

/** The network, and the contents of its data files in the order of their names. Tensors are dealt out in turn. */
export function withExternalData(
  model: Uint8Array,
  names: readonly string[],
): { readonly network: Uint8Array<ArrayBuffer>; readonly data: readonly Uint8Array<ArrayBuffer>[] } {
  const parts: Uint8Array[][] = names.map(() => []);
  const lengths = names.map(() => 0);
  let next = 0;
  const move = (tensor: Field): Field => {
    if (tensor.number !== GRAPH_INITIALIZER || tensor.kind !== 'bytes') return tensor;
    const fields = readFields(tensor.value);
    const [raw] = bytesOf(fields, TENSOR.raw);
    if (raw === undefined || raw.length < LARGE_BYTES) return tensor;
    const file = next++ % names.length;
    const offset = lengths[file] ?? 0;
    parts[file]?.push(raw);
    lengths[file] = offset + raw.length;
    const entry = (key: string, value: string) =>
      messageField(TENSOR.externalData, [textField(1, key), textField(2, value)]);
    return messageField(GRAPH_INITIALIZER, [
      ...fields.filter(({ number }) => number !== TENSOR.raw),
      entry('location', names[file] ?? ''),
      entry('offset', String(offset)),
      entry('length', String(raw.length)),
      numberField(TENSOR.dataLocation, EXTERNAL),
    ]);
  };
  const network = writeFields(
    readFields(model).map((field) =>
      field.number === MODEL_GRAPH && field.kind === 'bytes'
        ? messageField(MODEL_GRAPH, readFields(field.value).map(move))
        : field,
    ),
  );
  return { network, data: parts.map((list) => Uint8Array.from(Buffer.concat(list))) };
}
