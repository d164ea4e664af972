def import_packages(names):
    """Imports packages, given by a JSON list of module names, and the parts of them that programs usually ask for."""
    import importlib
    import json
    import sys

    # Written files are outside of the heap, so a program that caused one would cost its worker.
    sys.dont_write_bytecode = True
    # Loaded by numpy when they are first used, each with libraries of its own.
    parts = {"numpy": ("numpy.fft", "numpy.linalg", "numpy.ma", "numpy.polynomial", "numpy.random")}
    for name in json.loads(names):
        importlib.import_module(name)
        for part in parts.get(name, ()):
            importlib.import_module(part)
    if "numpy" in sys.modules and hasattr(sys.modules["numpy"], "random"):
        # Like random: the same program, the same numbers.
        sys.modules["numpy"].random.seed(0)
