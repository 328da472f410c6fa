"""What every test may ask for: where the checkout is, and the real articles where they lie beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine, slow or fast; new ones with: pytest --hypothesis-profile=search
patient = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", patient)
settings.register_profile("giaoban", patient, derandomize=True)
settings.load_profile("giaoban")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared(repo_root: Path) -> Path:
    """The folder of real articles and gold facts beside the checkout; skips the test where there is none."""
    folder = repo_root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the real articles are not beside this checkout")
    return folder
