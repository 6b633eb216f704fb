"""Words find what people mean: case and accents do not count, beginnings do, all words must be there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from konbit.search.actions import apply_changes
from konbit.search.queries import Answer, suggest
from tests.search.conftest import EVERYONE, Shop

Find = Callable[..., list[int]]


def test_case_and_accents_do_not_count(shop: Shop, find: Find) -> None:
    shop.put(1, "Coopérative Été São João")
    for words in ("cooperative", "COOPÉRATIVE", "ete", "sao joao", "São", "JOAO"):
        assert find(words) == [1], words


def test_words_written_with_combining_accents_are_the_same_words(shop: Shop, find: Find) -> None:
    shop.put(1, "Cafe\u0301 Solidaire")
    shop.put(2, "Café Ouvrier")
    assert sorted(find("café")) == [1, 2]
    assert sorted(find("cafe\u0301")) == [1, 2]
    assert sorted(find("cafe")) == [1, 2]


def test_the_beginning_of_a_word_finds_it(shop: Shop, find: Find) -> None:
    shop.put(1, "Manchester Housing")
    assert find("manch") == [1]
    assert find("hous manc") == [1]
    assert find("chester") == []


def test_all_words_must_be_there_in_any_order(shop: Shop, find: Find) -> None:
    shop.put(1, "Rye Bakery", "in Lyon")
    shop.put(2, "Rye Mill", "in Paris")
    assert find("lyon rye") == [1]
    assert sorted(find("rye")) == [1, 2]
    assert find("rye lyon paris") == []


def test_a_word_in_the_title_counts_more_than_one_in_the_text(shop: Shop, find: Find) -> None:
    shop.put(1, "Mill", "sells to a bakery")
    shop.put(2, "Bakery")
    assert find("bakery") == [2, 1]


def test_the_whole_word_comes_before_longer_ones(shop: Shop, find: Find) -> None:
    shop.put(1, "Breadwinners")
    shop.put(2, "Bread")
    assert find("bread") == [2, 1]


def test_without_words_names_come_in_alphabetical_order(shop: Shop, find: Find) -> None:
    for id, title in enumerate(["Zèbre", "étoile", "Abeille", "École"], start=1):
        shop.put(id, title)
    assert find() == [3, 4, 2, 1]


def test_names_that_begin_alike_are_still_in_order(shop: Shop, find: Find) -> None:
    for id, ending in enumerate(["printers", "bakers", "weavers", "carpenters"], start=1):
        shop.put(id, f"Co-operative society of {ending}")
    assert find() == [2, 4, 1, 3]


def test_results_come_in_pages(shop: Shop, ask: Callable[..., Answer]) -> None:
    for id in range(1, 8):
        shop.put(id, f"Bakery {id:02d}")
    answer = ask(size=3, offset=3)
    assert answer.total == 7
    assert [hit.id for hit in answer.hits] == [4, 5, 6]
    assert ask(size=0).total == 7
    assert ask(size=0).hits == []
    assert ask("bakery", size=3, offset=6).total == 7


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "rye AND",
        "title:rye",
        "(((",
        "*",
        "rye~2",
        "a" * 10_000,
        "\x00",
        "🍞",
        "-rye",
        "+",
        "\\",
        "rye^9 OR",
    ],
)
def test_no_text_breaks_the_search(shop: Shop, ask: Callable[..., Answer], hostile: str) -> None:
    shop.put(1, "Rye Bakery")
    ask(hostile)
    suggest(hostile, EVERYONE)


def test_a_very_long_question_is_answered(shop: Shop, find: Find) -> None:
    shop.put(1, "Rye Bakery")
    assert find("rye " * 5_000) == [1]


def test_nothing_is_found_where_nothing_was_built(shop: Shop, ask: Callable[..., Answer]) -> None:
    answer = ask("rye", count_facets=("town",), cells=4)
    assert (answer.total, answer.hits, answer.facets, answer.cells) == (0, [], {"town": []}, [])


def test_suggestions_continue_the_last_word_and_keep_the_others(shop: Shop) -> None:
    shop.put(1, "Rye Bakery")
    shop.put(2, "Rye Bank")
    shop.put(3, "Oat Barn")
    apply_changes()
    assert suggest("rye ba", EVERYONE) == ["rye bakery", "rye bank"]
    assert set(suggest("BÀ", EVERYONE)) == {"bakery", "bank", "barn"}
    assert suggest("", EVERYONE) == []
    assert suggest("zz", EVERYONE) == []
    assert len(suggest("ba", EVERYONE, limit=2)) == 2
