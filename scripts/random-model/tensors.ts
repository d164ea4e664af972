/** Tensors of an ONNX file: declared ones and stored ones, inside the file or in a second one beside it. */
import { type Field, messageField, numberField, textField } from '../../workers/model/onnx/wire';

/** ONNX's numbers. */
export const TYPE = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type TypeName = keyof typeof TYPE;

const TENSOR = { dims: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 } as const;
const EXTERNAL = 1;
/** Smaller tensors stay in the graph's own file: shapes and axes have to be there. */
const SMALLEST_EXTERNAL_BYTES = 4096;

/** Where large tensors go, one after another. */
export interface ExternalData {
  readonly fileName: string;
  readonly write: (bytes: Uint8Array) => void;
}

export class TensorWriter {
  private offset = 0;

  constructor(private readonly external: ExternalData | null) {}

  /** The message TensorProto, as a field of the given number. */
  stored(field: number, name: string, type: TypeName, dims: readonly number[], raw: Uint8Array): Field {
    return messageField(field, [
      ...dims.map((dim) => numberField(TENSOR.dims, dim)),
      numberField(TENSOR.type, TYPE[type]),
      textField(TENSOR.name, name),
      ...this.place(raw),
    ]);
  }

  private place(raw: Uint8Array): Field[] {
    if (this.external === null || raw.length < SMALLEST_EXTERNAL_BYTES) {
      return [{ number: TENSOR.raw, kind: 'bytes', value: raw }];
    }
    const { fileName, write } = this.external;
    const entries = { location: fileName, offset: this.offset, length: raw.length };
    write(raw);
    this.offset += raw.length;
    return [
      ...Object.entries(entries).map(([key, value]) =>
        messageField(TENSOR.external, [textField(1, key), textField(2, String(value))]),
      ),
      numberField(TENSOR.location, EXTERNAL),
    ];
  }
}

/** A declared input or output: ValueInfoProto. Dimensions that are texts are symbolic. */
export function declared(field: number, name: string, type: TypeName, dims: readonly (number | string)[]): Field {
  const shape = dims.map((dim) => messageField(1, [typeof dim === 'number' ? numberField(1, dim) : textField(2, dim)]));
  const tensor = messageField(1, [numberField(1, TYPE[type]), messageField(2, shape)]);
  return messageField(field, [textField(1, name), messageField(2, [tensor])]);
}

export function bytesOfView(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
