/**
 * The built-in model's file with room for longer texts than it was trained on: its tables of rotations (inputs `cos_cache`
 * and `sin_cache` of attention) end at its context length, and the runtime refuses what lies behind. What it writes there
 * is not worth much; what it costs to read is.
 */
import {
  bytesOf,
  type Field,
  messageField,
  numberField,
  readFields,
  textField,
  textsOf,
  writeFields,
} from '../../workers/model/onnx/wire';

/** Numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
const FLOAT = 1;

/** Throws where the file has no such tables, which hold floats as raw data. */
export function withPositions(file: Uint8Array, positions: number): Uint8Array {
  const model = readFields(file);
  const [graphBytes = new Uint8Array()] = bytesOf(model, MODEL_GRAPH);
  const graph = readFields(graphBytes);
  const tables = new Map(
    bytesOf(graph, GRAPH_INITIALIZER).flatMap((bytes) => {
      const fields = readFields(bytes);
      const [name = ''] = textsOf(fields, TENSOR.name);
      const [raw] = bytesOf(fields, TENSOR.raw);
      if (!/^(cos|sin)_cache$/.test(name) || raw === undefined) return [];
      return [[name, { bytes, dims: fields.filter(({ number }) => number === TENSOR.dims), raw }] as const];
    }),
  );
  const [cos, sin] = [tables.get('cos_cache'), tables.get('sin_cache')];
  const width = cos?.dims[1]?.kind === 'varint' ? Number(cos.dims[1].value) : 0;
  if (cos === undefined || sin === undefined || width === 0) throw new Error('The file has no tables of rotations');
  // One step's angle of each pair is in the row of position 1.
  const [cosOfOne, sinOfOne] = [cos, sin].map(({ raw }) => floats(raw.subarray(width * 4, 2 * width * 4)));
  const angles = Array.from({ length: width }, (_, i) => Math.atan2(sinOfOne?.[i] ?? 0, cosOfOne?.[i] ?? 1));
  // Fields are views of one file: the same place is the same tensor.
  const longer = new Map<number, Field>([
    [cos.bytes.byteOffset, table('cos_cache', Math.cos, angles, positions)],
    [sin.bytes.byteOffset, table('sin_cache', Math.sin, angles, positions)],
  ]);
  const newGraph = graph.map((field) =>
    field.kind === 'bytes' ? (longer.get(field.value.byteOffset) ?? field) : field,
  );
  return writeFields(
    model.map((field) => (field.number === MODEL_GRAPH ? messageField(MODEL_GRAPH, newGraph) : field)),
  );
}

/** A copy: four bytes of the file need not lie where a float may begin. */
function floats(raw: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(raw).buffer);
}

function table(name: string, of: (angle: number) => number, angles: readonly number[], positions: number): Field {
  const values = Float32Array.from({ length: positions * angles.length }, (_, i) =>
    of(Math.floor(i / angles.length) * (angles[i % angles.length] ?? 0)),
  );
  return messageField(GRAPH_INITIALIZER, [
    numberField(TENSOR.dims, positions),
    numberField(TENSOR.dims, angles.length),
    numberField(TENSOR.type, FLOAT),
    textField(TENSOR.name, name),
    { number: TENSOR.raw, kind: 'bytes', value: new Uint8Array(values.buffer) },
  ]);
}
