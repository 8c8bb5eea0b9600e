"""Hides private data in what is stored; what that is, actions/private_data.py says."""

from __future__ import annotations

from actions.private_data import masked

__all__ = ["masked"]
