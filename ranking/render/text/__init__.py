"""The text that an edition writes of itself, from its numbers and the office's templates."""

from ranking.render.text.compose import text_view

__all__ = ["text_view"]
