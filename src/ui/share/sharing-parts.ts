/** What writes links, Markdown and Python files: one chunk, fetched when somebody comes near the menu. */
export { pythonFile } from '../../exports/python-file';
export { runMarkdown } from '../../exports/run-markdown';
export { makeLink } from './make-link';
