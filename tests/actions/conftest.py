from __future__ import annotations

import pytest

from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from tests.actions.world import Citizen, World, make_world


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def citizen(world: World) -> Citizen:
    return Citizen(world.executor())


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates()


@pytest.fixture(scope="session")
def terms() -> Terms:
    return Terms()
