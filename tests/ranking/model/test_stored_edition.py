"""An edition's hash covers both of its texts."""

from datetime import UTC, datetime

from ranking.model.stored_edition import StoredEdition


def edition(document: str, matches: str, revision: int = 1) -> StoredEdition:
    return StoredEdition(
        "main", "2026-10", revision, "draft", datetime(2026, 11, 3, tzinfo=UTC), document, matches
    )


def test_the_hash_follows_from_the_texts_alone() -> None:
    """Another document or other matches give another hash; the revision does not matter."""
    texts = [("{}", "[]"), ("{ }", "[]"), ("{}", "[1]"), ("[]", "{}")]
    assert len({edition(*pair).sha256 for pair in texts}) == 4
    assert edition("{}", "[]").sha256 == edition("{}", "[]", revision=2).sha256
    assert edition("中", "[]").sha256.isalnum()
    assert len(edition("中", "[]").sha256) == 64
