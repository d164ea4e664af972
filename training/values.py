"""The page's capped repr, loaded from where the page keeps it, so that both sides write the same bytes."""

from __future__ import annotations

import importlib.util
import sys

from config import REPO_DIR

# Last, so that a module of the same name here comes first.
sys.path.append(str(REPO_DIR / "workers" / "python" / "runtime"))
_path = REPO_DIR / "workers" / "python" / "runtime" / "values.py"
_spec = importlib.util.spec_from_file_location("page_values", _path)
if _spec is None or _spec.loader is None:
    raise ImportError(f"cannot load {_path}")
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

show = _module.show
type_name = _module.type_name
