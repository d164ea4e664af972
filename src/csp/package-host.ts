/**
 * Where the packages of this very version of Pyodide lie. The one address outside of the page's own host that its
 * policy allows without being asked, and only this folder of it.
 */
import { version } from 'pyodide/package.json';

export const PACKAGE_BASE_URL = `https://cdn.jsdelivr.net/pyodide/v${version}/full/`;
