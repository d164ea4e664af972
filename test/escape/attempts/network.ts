/** A program asks for something from the network. */
import { body, program } from '../attempt';

const attempt = program('request');

export const NETWORK = [
  attempt('fetch of the js module', 'the shortest way there is', body('import js', 'js.fetch("SERVER")')),
  attempt(
    'a synchronous XMLHttpRequest',
    'needs no event loop',
    body('from js import XMLHttpRequest', 'r = XMLHttpRequest.new()', 'r.open("GET", "SERVER", False)', 'r.send()'),
  ),
  attempt('open_url', 'the helper of Pyodide', body('from pyodide.http import open_url', 'open_url("SERVER")')),
  attempt(
    'pyfetch on the event loop',
    'goes on when the program has ended',
    body('import asyncio', 'from pyodide.http import pyfetch', 'asyncio.ensure_future(pyfetch("SERVER"))'),
  ),
  attempt('run_js', 'JavaScript from text', body('from pyodide.code import run_js', 'run_js("fetch(\'SERVER\')")')),
  attempt(
    'the Function constructor of an array',
    'every object leads to its constructor, whatever globals were taken away',
    body('from pyodide.ffi import to_js', 'to_js([]).constructor.constructor("return fetch(\'SERVER\')")()'),
  ),
  attempt(
    'import() by the Function constructor',
    'loads a script without fetch',
    body('from pyodide.ffi import to_js', 'to_js([]).constructor.constructor("return import(\'SERVER.js\')")()'),
  ),
  attempt('a web socket', 'not a fetch', body('from js import WebSocket', 'WebSocket.new("ws://SECURE/from-python")')),
  attempt('an event source', 'not a fetch either', body('from js import EventSource', 'EventSource.new("SERVER")')),
  attempt(
    'a worker inside the worker',
    'a new worker has globals that nobody took away',
    body(
      'from js import Worker, Blob, URL',
      'from pyodide.ffi import to_js',
      'Worker.new(URL.createObjectURL(Blob.new(to_js(["fetch(\'SERVER\')"]))))',
    ),
  ),
  attempt(
    'loadPackage of an address',
    'the package loader fetches what it is told to',
    body('import pyodide_js', 'pyodide_js.loadPackage("SERVER/package-1.0-py3-none-any.whl")'),
  ),
  attempt(
    'a lazy file',
    'the file system fetches it at the first read',
    body(
      'import pyodide_js',
      'pyodide_js.FS.createLazyFile("/home/pyodide", "lazy", "SERVER", True, False)',
      'open("/home/pyodide/lazy").read()',
    ),
  ),
  attempt(
    'a socket',
    'sockets are web sockets underneath',
    body('import socket', 's = socket.socket()', 's.connect(("127.0.0.1", int("SECURE".split(":")[1])))'),
  ),
  attempt(
    'a js module under another spelling',
    'a list of forbidden words does not know what is put together at run time',
    body('exec("imp" + "ort j" + "s\\nj" + "s.fetch(\'SERVER\')")'),
  ),
  attempt(
    'the finder of JavaScript modules',
    'knows them also when sys.modules does not',
    body(
      'import sys',
      'finder = [f for f in sys.meta_path if hasattr(f, "jsproxies")][0]',
      'finder.jsproxies["js"].fetch("SERVER")',
    ),
  ),
  attempt(
    'a proxy found by the garbage collector',
    'what is alive somewhere can be found',
    body(
      'import gc, sys',
      'modules = [o for o in gc.get_objects() if type(o) is type(sys) and "run_js" in vars(o)]',
      'modules[0].run_js("fetch(\'SERVER\')")',
    ),
  ),
  attempt(
    'the globals of the options',
    'the interpreter remembers what it was given',
    body('import pyodide_js', 'pyodide_js._api.config.jsglobals.fetch("SERVER")'),
  ),
];
