"""Exceptions in words, read without running code of the program that raised them."""

from __future__ import annotations

import types

from values import show, type_name

_ATOMS = (str, int, float, bool, types.NoneType)


def exception_text(exception: BaseException, max_chars: int = 200) -> str:
    """`Type: message`, or the type alone."""
    name, message = type_name(exception), exception_message(exception, max_chars)
    return f"{name}: {message}" if message else name


def exception_message(exception: BaseException, max_chars: int = 200) -> str:
    """The message of an exception, empty where reading it would run code of the program."""
    for owner in type.__dict__["__mro__"].__get__(type(exception)):
        if "__str__" in owner.__dict__:
            if owner.__module__ != "builtins":
                return ""
            break
    try:
        arguments = BaseException.__dict__["args"].__get__(exception)
        # By identity: `in` would run the __eq__ of a metaclass. No containers: their text would be that of what they hold.
        if not all(any(type(argument) is kind for kind in _ATOMS) for argument in arguments):
            return ", ".join(show(argument) for argument in arguments)[:max_chars]
        text = type(exception).__str__(exception)
    except BaseException:  # a message is never worth the run
        return ""
    return text if len(text) <= max_chars else text[:max_chars] + "..."
