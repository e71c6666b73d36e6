"""The stacks that we call, each in a module: how its server is started, and cases."""

from __future__ import annotations

from ..foreign import Stack
from . import axis, jaxws, node, php, spyne

STACKS: dict[str, Stack] = {
    "spyne": spyne,
    "php": php,
    "node": node,
    "jaxws": jaxws,
    "axis": axis,
}
