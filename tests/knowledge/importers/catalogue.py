"""Where the real catalogue lies, if it does."""

from pathlib import Path

import pytest

CATALOGUE = Path(__file__).parents[4] / "shared" / "catalogue"

needs_catalogue = pytest.mark.skipif(not CATALOGUE.is_dir(), reason="../shared/catalogue is absent")
