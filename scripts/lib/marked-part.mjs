/** The part of a document that a command writes, between two comments that stay. */
import { UsageError } from './agent-options.mjs';

export const BEGIN = '<!-- measured: begin; `npm run measure` writes what stands from here to the end mark -->';
export const END = '<!-- measured: end -->';

/**
 * @param {string} document
 * @param {string} part
 * @returns {string} the document with the new part
 */
export function replaceMarkedPart(document, part) {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new UsageError(`The document has no part between\n${BEGIN}\nand\n${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${part.trim()}\n\n${document.slice(end)}`;
}
