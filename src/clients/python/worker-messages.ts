/**
 * What a Python worker may say. Programs run in it, and one that reaches its port can say anything: whatever does not
 * have one of these shapes is dropped. A well-formed lie about the program's own run remains possible, which is why
 * verdicts do not rest on it (see runtime/judge.py).
 */
import * as v from 'valibot';
import type { FromWorker } from '../../../workers/python/messages';

const MAX_REPLY_CHARS = 4_000_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const shortText = v.pipe(v.string(), v.maxLength(1000));

const MessageSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('ready'), bootMs: v.number() }),
  v.strictObject({ kind: v.literal('boot-failed'), message: shortText }),
  v.strictObject({ kind: v.literal('open'), way: v.picklist(['network', 'storage']) }),
  v.strictObject({
    kind: v.literal('result'),
    id: count,
    index: count,
    text: v.pipe(v.string(), v.maxLength(MAX_REPLY_CHARS)),
  }),
  v.strictObject({
    kind: v.literal('crashed'),
    id: count,
    index: count,
    reason: v.picklist(['recursion', 'memory', 'outside', 'other']),
    message: shortText,
  }),
  v.strictObject({ kind: v.literal('idle'), id: count, restored: v.boolean() }),
]);

export function readWorkerMessage(data: unknown): FromWorker | null {
  const read = v.safeParse(MessageSchema, data);
  return read.success ? read.output : null;
}
