"""Who carries a procedure out: levels, agencies, and whose jurisdiction follows from them."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.procedure import Jurisdiction, Level


@dataclass(frozen=True)
class Agency:
    """An agency's general name, and the province that the source named with it, if it did."""

    name: str | None
    province: str | None = None


def agency(text: str | None) -> Agency:
    """Give the agency its general name: "Sở Nội vụ thành phố Hà Nội" is "Sở Nội vụ" (province "Hà Nội")."""
    raise NotImplementedError


def levels(text: str | None) -> list[Level]:
    """Read "Cấp bộ, Cấp tỉnh" and the like."""
    raise NotImplementedError


def jurisdiction(field: str | None, levels: list[Level], agency: Agency) -> Jurisdiction | None:
    """Say whose procedure it is, where that is certain: another province's, a central branch's, the level's."""
    raise NotImplementedError
