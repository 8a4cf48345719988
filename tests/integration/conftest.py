"""The scenes of the demo's year for tests on real databases."""

from tests.stages import played, postgres_scenes, sqlite_scenes

__all__ = ["played", "postgres_scenes", "sqlite_scenes"]
