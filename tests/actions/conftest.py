from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def citizen(world: World) -> Citizen:
    return Citizen(world.executor())
