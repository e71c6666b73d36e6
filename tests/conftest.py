"""What all tests share: the generated package's place, and the renewal of goldens."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

sys.path.insert(0, str(ROOT / "generated"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what the tests got over what they expected",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-goldens") and os.environ.get("CI"):
        raise pytest.UsageError("goldens are never renewed in CI")


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether to renew the goldens."""
    return bool(request.config.getoption("--update-goldens"))
