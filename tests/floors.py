"""The code itself, for tests that hold over all of it."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import seedbed

SOURCE = Path(seedbed.__file__).parent


def modules_of(package: str) -> Iterator[str]:
    """Names of all modules below a package."""
    home = importlib.import_module(package)
    for found in pkgutil.walk_packages(home.__path__, f"{package}."):
        yield found.name


def functions_of(package: str, module: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions defined in the modules of one name, such as ``actions``, in a package."""
    for name in modules_of(package):
        if name.rpartition(".")[2] == module:
            for found, function in inspect.getmembers(
                importlib.import_module(name), inspect.isfunction
            ):
                if function.__module__ == name and not found.startswith("_"):
                    yield found, function
