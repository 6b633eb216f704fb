"""The search page: words, filters, place, list and map, whole without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konbit.directory.asked import MORE_FILTERS, Asked
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_place
from tests.directory.finding import LEEDS, MANCHESTER, a_definition, a_term, a_tie, a_town

pytestmark = pytest.mark.django_db

Page = Callable[..., str]


@pytest.fixture
def page(client: Client) -> Page:
    def get(query: str = "", **headers: str) -> str:
        answer = client.get(f"/en/groups/{query}", headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def test_everything_is_listed_without_a_question(page: Page) -> None:
    a_town()
    text = page()
    assert "4 groups" in text
    for name in ("Sunrise Bakery", "Rye Lane Homes", "Travelling Choir", "Bakers Together"):
        assert name in text
    assert "2 groups without a place on the map stand in the list." in text


def test_words_find_beginnings_and_tell_how_many(page: Page) -> None:
    a_town()
    text = page("?q=rye+bak")
    assert "1 group" in text
    assert "Sunrise Bakery" in text
    assert "Rye Lane Homes" not in text
    assert 'value="rye bak"' in text


def test_what_people_wrote_is_shown_as_text_never_as_markup(page: Page) -> None:
    a_town()
    text = page("?q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22%3E%3Cimg%3E&colour=%3Cb%3E")
    assert "<script>alert" not in text
    assert "<img>" not in text
    assert "Rye &amp; oat, baked by the &lt;b&gt;workers&lt;/b&gt;." in page("?q=sunrise")


def test_filters_count_and_choose_and_can_be_left_out(page: Page) -> None:
    a_town()
    text = page("?activity=test/activity%23bread&kind=initiative")
    assert "Sunrise Bakery" in text
    assert "Rye Lane Homes" not in text
    assert 'name="activity" value="test/activity#bread" checked' in text
    assert 'name="activity" value="test/activity#homes">' in text
    assert 'href="?kind=initiative"' in text
    assert 'href="?activity=test/activity%23bread"' in text


def test_filters_speak_the_language_of_the_reader(client: Client) -> None:
    a_town()
    assert "Pain" in client.get("/fr/groups/").content.decode()


def test_a_renamed_term_is_shown_by_its_new_name_at_once(page: Page) -> None:
    from konbit.chronicle.actions import recording
    from konbit.directory.models import Term

    a_town()
    assert "Bread" in page()
    term = Term.objects.get(code="bread")
    with recording("test", "rename") as batch:
        term.label = {"en": "Loaves"}
        term.save()
        batch.changed("directory.term", term.pk)
    assert "Loaves" in page()


def test_a_network_is_chosen_by_its_permanent_name(page: Page) -> None:
    groups = a_town()
    uid = groups["network"].uid
    text = page(f"?network={uid}")
    assert "Sunrise Bakery" in text
    assert "Rye Lane Homes" not in text
    assert "Bakers Together" in text  # in words, on the chip
    assert "Nothing found yet" in page("?network=unknown")


def test_a_place_by_name_gives_the_nearest_first_with_its_distance(page: Page) -> None:
    a_town()
    text = page("?near=Leeds&km=100")
    assert text.index("Rye Lane Homes") < text.index("Sunrise Bakery")
    assert "under 1 km away" in text
    assert "58 km away" in text
    assert "Sunrise Bakery" not in page("?near=Leeds&km=10")


def test_an_unknown_place_is_said_so_and_does_not_hide_the_rest(page: Page) -> None:
    a_town()
    text = page("?near=Xyzzyville")
    assert "We know no place called “Xyzzyville”." in text
    assert "4 groups" in text


def test_an_address_that_means_nothing_gives_a_notice_not_an_error(page: Page) -> None:
    a_town()
    text = page("?page=many&km=-3&bbox=1,2&lat=99&lon=1&colour=red&view=sideways&more=nothing")
    assert text.count('class="notice" role="status"') >= 4
    assert "4 groups" in text


def test_nothing_found_offers_what_to_leave_out(page: Page) -> None:
    a_town()
    text = page("?q=bakery&country=GB&kind=network")
    assert "Nothing found yet" in text
    assert "without “Network”: 1 group" in text
    assert 'href="?q=bakery&amp;country=GB"' in text


def test_pages_follow_each_other_and_keep_the_question(page: Page) -> None:
    for number in range(45):
        a_group(f"Bakery {number:02}")
    apply_changes()
    first, last = page("?q=bakery"), page("?q=bakery&page=3")
    assert 'href="?q=bakery&amp;page=2"' in first
    assert first.count('class="card result"') == 20
    assert last.count('class="card result"') == 5
    assert "There is nothing on this page." in page("?q=bakery&page=400")


def test_circles_of_the_map_lead_closer_and_lone_groups_to_their_page(page: Page) -> None:
    groups = a_town()
    text = page()
    assert 'aria-label="Sunrise Bakery, near Manchester"' in text
    assert groups["bakery"].uid in text.split('class="map map-', 1)[1].split("</svg>")[0]
    for number in range(3):
        a_group(f"Choir {number}", places=[a_place(MANCHESTER[0], MANCHESTER[1], "Manchester")])
    apply_changes()
    text = page()
    assert "4 groups near Manchester" in text
    assert "bbox=53." in text


def test_the_map_of_groups_on_both_sides_of_the_180th_meridian_does_not_span_the_world(page: Page) -> None:
    a_group("Suva Bakery", places=[a_place(-18.12, 178.45, "Suva")])
    a_group("Apia Bakery", places=[a_place(-13.83, -171.77, "Apia")])
    apply_changes()
    text = page("?q=bakery")
    assert "map-region" in text
    assert "2 groups" in page("?bbox=-25,170,-5,-165")
    assert "1 group<" in page("?bbox=-25,-180,-5,-165")


def test_words_lead_to_the_concept_and_its_meaning(page: Page) -> None:
    a_town()
    tontine = a_term("tontine", "Tontine", "type")
    a_definition(tontine, "Savers who each take the pot in turn.")
    apply_changes()
    text = page("?q=tontine")
    assert "Savers who each take the pot in turn." in text
    assert "/words/test/type/tontine" in text


def test_without_words_the_list_alone_can_be_asked_for(page: Page) -> None:
    a_town()
    assert "Sunrise Bakery" in page("?view=list")
    assert "map-frame" not in page("?view=list")
    assert "map-frame" in page()


def test_htmx_is_given_the_results_without_the_house_around_them(page: Page) -> None:
    a_town()
    part = page("?q=rye", **{"HX-Request": "true"})
    assert 'id="results"' in part
    assert "<html" not in part


def test_a_removed_group_is_gone_before_the_index_knows(page: Page) -> None:
    from django.utils import timezone

    groups = a_town()
    type(groups["bakery"]).objects.filter(pk=groups["bakery"].pk).update(removed_at=timezone.now())
    assert "Sunrise Bakery" not in page("?q=sunrise")


def test_the_number_of_queries_does_not_grow_with_the_results(client: Client) -> None:
    network = a_group("Bakers Together", kind="network")
    for number in range(3):
        a_tie(a_group(f"Bakery {number}", places=[a_place(*LEEDS)]), "member_of", network)
    apply_changes()
    client.get("/en/groups/?q=bakery")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/groups/?q=bakery")
    for number in range(3, 19):
        a_tie(a_group(f"Bakery {number}", places=[a_place(*LEEDS)]), "member_of", network)
    apply_changes()
    client.get("/en/groups/?q=bakery")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/groups/?q=bakery")
    assert len(many) == len(few) <= 20


def test_the_page_links_to_files_feed_frame_and_poster_of_exactly_this_search(page: Page) -> None:
    a_town()
    text = page("?q=rye&country=GB&page=1")
    for address in ("out/csv", "out/xlsx", "out/geojson", "out/jsonld", "feed", "embed/make/"):
        assert f"/en/groups/{address}?q=rye&amp;country=GB" in text


def test_words_and_places_are_suggested(client: Client) -> None:
    a_town()
    assert "<option" in client.get("/en/groups/words?q=bak").content.decode()
    assert client.get("/en/groups/words?q=b").content.decode().strip() == ""
    assert "Manchester, GB" in client.get("/en/groups/places?near=manch").content.decode()


def test_a_country_is_asked_for_before_its_regions_and_rarer_filters_when_wanted() -> None:
    assert "region" not in Asked().counted
    assert "region" in Asked(chosen={"country": ("HT",)}).counted
    assert "structure" not in Asked().counted
    assert "structure" in Asked(more=MORE_FILTERS).counted
    assert "structure" in Asked(chosen={"structure": ("x#1",)}).counted


def test_what_was_chosen_is_named_in_words_though_it_is_not_counted(page: Page) -> None:
    a_town()
    text = page("?certainty=to_verify")
    assert "</span> to be verified" in text
    assert "More filters" in text
