"""What can be said of a group, a topic, a campaign and a post."""

from __future__ import annotations

from collections.abc import Iterator

from ranking.model.edition import Board, CampaignResult, PostOrder, TopPosts
from ranking.model.publication import Publication
from ranking.render.labels import named, platform_names
from ranking.render.posts import INTERACTIONS
from ranking.render.text.boards import Place, places
from ranking.render.text.phrases import Fields, Named, Phrase, Phrases, name, pointer

_TEN = 10
_TIED_LEADERS = 5
"""With more than so many units at its top a campaign has no leader."""


def group_fields(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield what is known of each group over all of its boards, where it has several."""
    boards = publication.edition.boards
    for group in dict.fromkeys(board.group for board in boards):
        own = [number for number, board in enumerate(boards) if board.group == group]
        tables = [places(boards[number], number) for number in own]
        if len(own) > 1:
            ten = _on_all([_first_ten(boards[n], t) for n, t in zip(own, tables, strict=True)])
            yield {
                "group": name(group, *(pointer("boards", number, "group") for number in own)),
                "both_first": say.names(_on_all([_alone(table) for table in tables])),
                "both_ten": say.names(ten, most=2 * _TEN),
                "both_ten_units": say.number_of([source[0] for _, source in ten]),
            }


def _alone(table: list[Place]) -> list[Place]:
    """Return who is first on a board, nobody where several are."""
    first = [place for place in table if place.rank == 1]
    return first if len(first) == 1 else []


def _first_ten(board: Board, table: list[Place]) -> list[Place]:
    """Return the first ten of a board, nobody where it prints fewer or has no others."""
    ranked = sum(row.rank is not None for row in board.rows)
    if ranked <= _TEN or (board.shown or ranked) < _TEN:
        return []
    return [place for place in table if place.rank <= _TEN]


def _on_all(tables: list[list[Place]]) -> list[Named]:
    """Return the units that stand in every table, in the order of the first."""
    where = [{place.row.unit: f"{place.at}/unit" for place in table} for table in tables]
    return [
        (unit, tuple(places[unit] for places in where))
        for unit in where[0]
        if all(unit in places for places in where)
    ]


def topic_fields(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield the hot topics."""
    for number, topic in enumerate(publication.record.topics):
        at = pointer("topics", number)
        yield {
            "topic": name(topic.topic, f"{at}/topic"),
            "rank": say.count(topic.rank, f"{at}/rank"),
            "posts": say.count(topic.posts, f"{at}/posts"),
            "units": say.count(topic.units, f"{at}/units"),
        }


def campaign_fields(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield the campaigns of the month."""
    for number, result in enumerate(publication.edition.campaigns):
        at = pointer("campaigns", number)
        yield {
            "campaign": name(result.name, f"{at}/name"),
            "posts": say.count(result.posts, f"{at}/posts"),
            "units": say.number_of([f"{at}/units/{line}" for line in range(len(result.units))]),
            **_leader(result, at, say),
        }


def _leader(result: CampaignResult, at: str, say: Phrases) -> Fields:
    """Return who has most points for a campaign, alone or with few others."""
    most = max((unit.points for unit in result.units), default=0.0)
    best = [line for line, unit in enumerate(result.units) if unit.points == most > 0]
    if not best or len(best) > _TIED_LEADERS:
        return {}
    unit, own = result.units[best[0]], f"{at}/units/{best[0]}"
    points: dict[str, Phrase] = {"leader_points": say.points(most, f"{own}/points")}
    if len(best) == 1:
        posts = say.count(unit.posts, f"{own}/posts")
        return points | {"leader": name(unit.unit, f"{own}/unit"), "leader_posts": posts}
    tied = [(result.units[line].unit, (f"{at}/units/{line}/unit",)) for line in best]
    return points | {"tied_leaders": say.names(tied)}


def read_posts(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield the most read posts of the month; none where no reads were observed."""
    return _posts(publication.edition.top_posts, "reads", "/top_posts", say)


def active_posts(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield the most active posts of a month without reads."""
    return _posts(publication.edition.top_posts, "interactions", "/top_posts", say)


def reprinted_posts(publication: Publication, say: Phrases) -> Iterator[Fields]:
    """Yield the posts of the month most often passed on."""
    return _posts(publication.record.most_reprinted, "reprints", "/most_reprinted", say)


def _posts(top: TopPosts, by: PostOrder, at: str, say: Phrases) -> Iterator[Fields]:
    for number, post in enumerate(top.rows if top.by == by else ()):
        own = at + pointer("rows", number)
        shared = [measure for measure in INTERACTIONS if post.counts.get(measure) is not None]
        yield {
            "rank": say.count(post.rank, f"{own}/rank"),
            "title": name(post.title, f"{own}/title"),
            "unit": name(post.unit, f"{own}/unit"),
            "account": name(post.account_name, f"{own}/account_name"),
            "platform": (named(platform_names(say.tr), post.platform),),
            "reads": say.post_count(post, "reads", own),
            "reprints": say.count(post.reprints, f"{own}/reprints"),
            "interactions": say.count(
                sum(post.counts[measure] or 0 for measure in shared),
                *(f"{own}/counts/{measure}" for measure in shared),
                at_least=any(measure in post.censored for measure in INTERACTIONS),
            ),
        }
