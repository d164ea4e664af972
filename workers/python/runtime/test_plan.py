"""Reads a test: which of its expressions the program computes, and which are the test's own."""

from __future__ import annotations

import ast
import builtins
import importlib
import symtable
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

_BUILTINS = frozenset(dir(builtins))
# A test uses these by name where the setup code, or the program by the way, has imported them.
_MODULES = frozenset(sys.stdlib_module_names)
# list(f(3)), sorted(f(x)): what the wrapper makes of the program's value is still the program's answer.
_WRAPPERS = frozenset("abs all any bool dict float frozenset int len list max min next iter repr round set sorted str "
                      "sum tuple".split())


class BadTest(Exception):
    """The test is no Python; the message says where."""


def parse_test(test: str) -> ast.Module:
    """Syntax tree of a test; raises BadTest."""
    try:
        tree = ast.parse(test.strip(), "<test>")
    except SyntaxError as error:
        raise BadTest(f"This test is not Python: {error.msg} (line {error.lineno}).") from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise BadTest(f"This test cannot be read: {error}.") from None
    if not tree.body:
        raise BadTest("This test is empty.")
    return tree


@lru_cache(maxsize=16)
def _parsed(source: str) -> ast.Module | None:
    """Syntax tree of a program or setup code, which every test of a candidate asks for again; not to be changed."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


@lru_cache(maxsize=16)
def bound_names(source: str) -> frozenset[str]:
    """Functions, classes and variables that a module binds in its own scope, also under `if`, `try` or `with`; empty
    where it does not parse."""
    tree = _parsed(source)
    names: set[str] = set()
    for node in _outside_of_scopes(tree) if tree else ():
        if isinstance(node, _SCOPES):
            if not isinstance(node, ast.Lambda):
                names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return frozenset(names)


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _outside_of_scopes(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node of a module's own scope, and the nodes that open another one, but not what is in that."""
    open_nodes: list[ast.AST] = [tree]
    while open_nodes:
        node = open_nodes.pop()
        yield node
        if not isinstance(node, _SCOPES + _LOOPS):
            open_nodes += ast.iter_child_nodes(node)


@lru_cache(maxsize=16)
def _global_names(source: str) -> frozenset[str]:
    """Names that a module's code looks up among the globals, its own functions' included; empty where it does not
    compile."""
    try:
        tables = [symtable.symtable(source, "<setup>", "exec")]
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return frozenset()
    names: set[str] = set()
    for table in tables:
        tables += table.get_children()
        module = table.get_type() == "module"
        names |= {symbol.get_name() for symbol in table.get_symbols()
                  if symbol.is_referenced() and (module or symbol.is_global())}
    return frozenset(names)


@lru_cache(maxsize=16)
def _public_names(module: str) -> frozenset[str]:
    """What `from module import *` binds; empty for anything but a module of Python's own."""
    if module.split(".")[0] not in _MODULES:
        return frozenset()
    try:
        found = importlib.import_module(module)
    except Exception:  # the import itself will say so
        return frozenset()
    return frozenset(getattr(found, "__all__", None) or (name for name in dir(found) if not name.startswith("_")))


# What a test mostly consists of, and holds nothing that is looked for: numbers, texts, operators.
_EMPTY = frozenset(kind for kind in vars(ast).values()
                   if isinstance(kind, type) and issubclass(kind, ast.AST) and not kind._fields) | {ast.Constant}


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but constants and operators, in no order. ast.walk takes some five times as long, for every test of
    every candidate."""
    open_nodes: list[object] = [tree]
    while open_nodes:
        node = open_nodes.pop()
        if type(node) in _EMPTY or not isinstance(node, ast.AST):
            continue
        yield node
        for field in node._fields:
            value = getattr(node, field)
            if type(value) is list:
                open_nodes += value
            else:
                open_nodes.append(value)


@lru_cache(maxsize=16)
def needs_program(setup: str, program: str) -> bool:
    """Whether setup code uses what the program defines, so that it can only run after it."""
    if not setup.strip():
        return False
    # A name that only looks alike (a parameter of a helper, a builtin) says nothing.
    return bool((_global_names(setup) - _names_of_setup(setup) - _BUILTINS) & bound_names(program))


class _Names:
    """Names in a tree by what is done with them."""

    def __init__(self, tree: ast.Module) -> None:
        self.bound: set[str] = set()
        self.called: set[str] = set()
        self.imported: set[str] = set()
        for node in _walk(tree):
            kind = type(node)
            if kind is ast.Name:
                if type(node.ctx) is ast.Store:
                    self.bound.add(node.id)
            elif kind is ast.Call:
                if type(node.func) is ast.Name:
                    self.called.add(node.func.id)
            elif kind is ast.FunctionDef or kind is ast.AsyncFunctionDef or kind is ast.ClassDef:
                self.bound.add(node.name)
            elif kind is ast.arg:
                self.bound.add(node.arg)
            elif kind is ast.Import or kind is ast.ImportFrom:
                self.imported |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
                if kind is ast.ImportFrom and node.names[0].name == "*" and node.level == 0 and node.module:
                    self.imported |= _public_names(node.module)


@lru_cache(maxsize=16)
def _names_of_setup(setup: str) -> frozenset[str]:
    tree = _parsed(setup)
    return frozenset(bound_names(setup) | _Names(tree).imported) if tree and tree.body else frozenset()


def program_names(tree: ast.Module, program: str, setup: str) -> set[str]:
    """Names by which the test can reach the program: what the program binds, and what nobody else does.

    A program that defines `set` or `math` must not compute the expected side of a test that uses them. So a name that
    the test has from elsewhere is the program's only where the test calls nothing else of it (a task to write `sum`).
    """
    names = _Names(tree)
    given = _names_of_setup(setup) | names.imported
    bound, unknown = bound_names(program), names.called - given - _BUILTINS
    own = (bound - given - _BUILTINS - _MODULES) | unknown
    return ((own if own & names.called else bound | unknown) - names.bound) - names.imported


class _Rewriter:
    """What ast.NodeTransformer does, for rewriting expressions by expressions alone, and quickly."""

    def visit(self, node: ast.AST) -> ast.AST:
        """What stands in the node's place, usually itself."""
        raise NotImplementedError

    def rewrite_parts(self, node: ast.AST) -> None:
        """Visits what the node is made of."""
        for field in node._fields:
            value = getattr(node, field)
            if type(value) is list:
                for index, item in enumerate(value):
                    if type(item) not in _EMPTY and isinstance(item, ast.AST):
                        value[index] = self.visit(item)
            elif type(value) not in _EMPTY and isinstance(value, ast.AST):
                setattr(node, field, self.visit(value))


class ProgramValues(_Rewriter):
    """Replaces each outermost expression whose value the program computes by what `replace` makes of it."""

    def __init__(self, names: set[str], replace: Callable[[ast.expr], ast.expr]) -> None:
        self.names = names
        self.replace = replace
        self.inside_scope = 0
        self.found = 0
        self.found_inside_scope = False

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and (self.is_rooted(node) or self.is_wrapped(node)):
            self.found += 1
            self.found_inside_scope = self.found_inside_scope or self.inside_scope > 0
            return self.replace(node)
        opens = isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda,
                                  ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        self.inside_scope += opens
        self.rewrite_parts(node)
        self.inside_scope -= opens
        return node

    def is_rooted(self, node: ast.expr) -> bool:
        """f(1), f(1)[0].lower(), Solution().f(2): a chain of calls that begins at a name of the program."""
        called = False
        while True:
            if isinstance(node, ast.Call):
                called = True
                node = node.func
            elif isinstance(node, (ast.Attribute, ast.Subscript)):
                node = node.value
            else:
                return called and isinstance(node, ast.Name) and node.id in self.names

    def is_wrapped(self, node: ast.expr) -> bool:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            return False
        if node.func.id not in _WRAPPERS or node.func.id in self.names:
            return False
        rest = [*node.args[1:], *(keyword.value for keyword in node.keywords)]
        if not all(isinstance(argument, ast.Constant) for argument in rest):
            return False
        return self.is_rooted(node.args[0]) or self.is_wrapped(node.args[0])


class _InnerCalls(_Rewriter):
    """f(args) becomes marker(f, args): the marker runs after the arguments, so it knows whose fault an error is."""

    def __init__(self, names: set[str], marker: str) -> None:
        self.names = names
        self.marker = marker

    def visit(self, node: ast.AST) -> ast.AST:
        self.rewrite_parts(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.names:
            return _call(self.marker, [node.func, *node.args], node.keywords, node)
        return node


def _call(name: str, arguments: list[ast.expr], keywords: list[ast.keyword], like: ast.expr) -> ast.Call:
    """A call at the place of another expression. Each new node gets its place here, because to fill in what is
    missing in a whole tree takes longer than to run most tests."""
    function = ast.copy_location(ast.Name(name, ast.Load()), like)
    return ast.copy_location(ast.Call(function, arguments, keywords), like)


def marked_calls(expression: ast.expr, names: set[str], marker: str) -> ast.expr:
    """The expression with its calls of the program made through `marker`."""
    return _InnerCalls(names, marker).visit(expression)


def observed(tree: ast.Module, names: set[str], marker: str, recorder: str) -> ast.Module:
    """The test with every program value passed through `recorder` and every call of the program through `marker`."""
    def replace(node: ast.expr) -> ast.expr:
        return _call(recorder, [marked_calls(node, names, marker)], [], node)

    return ProgramValues(names, replace).visit(tree)


def split(tree: ast.Module, names: set[str], slot: str) -> tuple[ast.Module, list[ast.expr]] | None:
    """(test with `slot(i)` in place of the i-th program value, those expressions), or None where it cannot be taken
    apart: anything but one assert, values that depend on the test's own loops, or names of the program that are not
    called (a class for isinstance, a constant)."""
    *imports, last = tree.body
    if isinstance(last, ast.Assert):
        # Nobody reads the message, and where it calls the program there is nothing to call in the comparison.
        last.msg = None
    if not isinstance(last, ast.Assert) or not all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in imports):
        return None
    if any(isinstance(node, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)) for node in _walk(tree)):
        return None
    values: list[ast.expr] = []

    def replace(node: ast.expr) -> ast.expr:
        values.append(node)
        return _call(slot, [ast.copy_location(ast.Constant(len(values) - 1), node)], [], node)

    transformer = ProgramValues(names, replace)
    last.test = transformer.visit(last.test)
    if not values or transformer.found_inside_scope:
        return None
    if any(isinstance(node, ast.Name) and node.id in names for node in _walk(last.test)):
        return None
    return tree, values
