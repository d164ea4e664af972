/**
 * Protocol-buffer messages as lists of fields, as little of them as rewriting an ONNX file takes. Nothing is copied
 * while reading: a field's bytes are a view of the file, so a model of any size is walked at no cost, and what is not
 * understood is written back as it was.
 */

export type Field =
  | { readonly number: number; readonly kind: 'varint'; readonly value: bigint }
  /** wire types 1, 2 and 5: eight bytes, a length and so many bytes, four bytes */
  | { readonly number: number; readonly kind: 'bytes' | 'fixed64' | 'fixed32'; readonly value: Uint8Array };

/** Throws a RangeError where the bytes are no message. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined || shift > 63n) throw new RangeError('A number in the message does not end');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  };
  const take = (length: number) => {
    if (at + length > message.length) throw new RangeError('The message ends inside a field');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = Number(varint());
    const number = key >>> 3;
    switch (key & 7) {
      case 0:
        fields.push({ number, kind: 'varint', value: varint() });
        break;
      case 1:
        fields.push({ number, kind: 'fixed64', value: take(8) });
        break;
      case 2:
        fields.push({ number, kind: 'bytes', value: take(Number(varint())) });
        break;
      case 5:
        fields.push({ number, kind: 'fixed32', value: take(4) });
        break;
      default:
        throw new RangeError(`Field ${number} has a kind that is not in use`);
    }
  }
  return fields;
}

const WIRE_TYPE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export function writeFields(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flatMap((field): Uint8Array[] => {
    const key = writeVarint(BigInt(field.number * 8 + WIRE_TYPE[field.kind]));
    if (field.kind === 'varint') return [key, writeVarint(field.value)];
    return field.kind === 'bytes' ? [key, writeVarint(BigInt(field.value.length)), field.value] : [key, field.value];
  });
  const message = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  return message;
}

function writeVarint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

const UTF8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

export function textField(number: number, value: string): Field {
  return { number, kind: 'bytes', value: UTF8.encoder.encode(value) };
}

export function numberField(number: number, value: number): Field {
  return { number, kind: 'varint', value: BigInt(value) };
}

export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return { number, kind: 'fixed32', value: bytes };
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return { number, kind: 'bytes', value: writeFields(fields) };
}

/** Every value of a repeated text, in order. */
export function textsOf(fields: readonly Field[], number: number): string[] {
  return bytesOf(fields, number).map((bytes) => UTF8.decoder.decode(bytes));
}

/** Every value of a repeated message or text. */
export function bytesOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.kind === 'bytes' ? [field.value] : []));
}

/** A signed whole number, or null where the field is not there. */
export function numberOf(fields: readonly Field[], number: number): number | null {
  const found = fields.findLast((field) => field.number === number);
  return found?.kind === 'varint' ? Number(BigInt.asIntN(64, found.value)) : null;
}

export function floatOf(fields: readonly Field[], number: number): number | null {
  const found = fields.findLast((field) => field.number === number);
  if (found?.kind !== 'fixed32') return null;
  return new DataView(found.value.buffer, found.value.byteOffset, 4).getFloat32(0, true);
}
