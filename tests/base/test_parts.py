"""The parts of the pages: what they say, what they let through, what they are made of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from django import forms
from django.http import HttpRequest, QueryDict
from django.shortcuts import render
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils import translation

import konbit
from konbit.base.parts_page import SampleForm, shown
from konbit.base.templatetags.parts import bar, certainty, icon, markdown, say

PACKAGE = Path(konbit.__file__).parent


def rendered(template: str, **values: Any) -> str:
    """What a template with our parts gives."""
    return Template("{% load i18n parts %}" + template).render(Context(values))


def a_request(path: str = "/en/") -> HttpRequest:
    """A visit, with what the middleware of the house would give it."""
    request = RequestFactory().get(path)
    request.session = {}  # type: ignore[assignment]
    return request


# Text in any language


def test_text_in_the_readers_language_carries_that_language() -> None:
    with translation.override("fr"):
        assert say({"en": "Bakery", "fr": "Boulangerie"}) == '<span lang="fr">Boulangerie</span>'


def test_a_missing_translation_is_shown_in_another_language_with_an_invitation() -> None:
    with translation.override("es"):
        html = say({"fr": "Boulangerie"}, "/edit")
    assert '<span lang="fr">Boulangerie</span>' in html
    assert 'href="/edit"' in html


def test_a_missing_translation_that_nobody_here_may_add_is_only_told() -> None:
    with translation.override("es"):
        assert "<a" not in say({"fr": "Boulangerie"})


def test_text_that_was_never_said_is_nothing() -> None:
    assert say({}) == say(None) == ""


def test_text_of_a_language_written_from_the_right_says_so() -> None:
    assert 'lang="ar" dir="rtl"' in say({"ar": "مخبز"})


def test_markup_in_text_is_shown_as_it_was_typed() -> None:
    assert "&lt;b&gt;" in say({"en": "<b>"})


# Markdown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="x" style="position:fixed">x</a>',
    ],
)
def test_markdown_lets_nothing_hostile_through(hostile: str) -> None:
    html = re.sub(r"&lt;.*?&gt;", "", markdown(hostile))
    assert not re.search(r"<script|<img|<a[^>]+(javascript:|data:)| on\w+=| style=", html)


def test_markdown_shows_no_picture_because_another_host_would_learn_who_reads_here() -> None:
    assert "<img" not in markdown("![oven](https://example.org/oven.png)")


def test_links_in_markdown_tell_nobody_where_the_reader_came_from() -> None:
    assert "noreferrer" in markdown("[oven](https://example.org)")


# Small parts


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in icon("map-pin")


def test_every_icon_that_a_page_names_is_there() -> None:
    named = {
        name
        for file in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("parts.md")]
        for name in re.findall(r"{% (?:icon|empty) \"([^\"]+)\"", file.read_text())
    } | {
        name
        for file in PACKAGE.rglob("*.py")
        for name in re.findall(r"NavEntry\([^)]*?\"([a-z0-9-]+)\",?\s*(?:order=)?\d*\)", file.read_text())
    }
    assert len(named) > 10
    missing = sorted(name for name in named if not icon(name))
    assert not missing, f"no such icon in lucide: {missing}"


@pytest.mark.parametrize(
    ("count", "most", "width"), [(3, 4, "75.0"), (4, 4, "100.0"), (0, 4, "0.0"), (0, 0, "0")]
)
def test_a_bar_is_as_long_as_its_share(count: int, most: int, width: str) -> None:
    assert f'<rect width="{width}"' in bar(count, most)


@pytest.mark.parametrize(
    ("value", "year", "words"),
    [
        ("confirmed", "", "confirmed"),
        ("published", 1998, "as published in 1998, not confirmed"),
        ("published", "", "as published, not confirmed"),
        ("to_verify", "", "to be verified"),
    ],
)
def test_how_sure_a_record_is_stands_in_words(value: str, year: Any, words: str) -> None:
    assert f" {words}</span>" in certainty(value, year)


def test_an_empty_place_says_what_to_do() -> None:
    html = rendered('{% empty "sprout" "No groups" %}<a href="/add">Add one</a>{% endempty %}')
    assert "No groups" in html
    assert '<a href="/add">Add one</a>' in html


def test_the_source_of_a_number_opens_without_a_script() -> None:
    assert rendered("{% whence %}A list{% endwhence %}").startswith("<details")


def test_a_query_string_is_kept_but_for_what_changes() -> None:
    request = a_request("/en/?q=bread&page=3&country=ht")
    changed = rendered('{% query page=4 q="" %}', request=request)
    assert QueryDict(changed.replace("&amp;", "&").removeprefix("?")).dict() == {"country": "ht", "page": "4"}


# Forms


def test_a_field_is_bound_to_its_label_its_help_and_its_error() -> None:
    html = rendered("{{ form }}", form=SampleForm({"name": ""}))
    assert '<label for="id_name">' in html
    described = re.search(r'<input[^>]*name="name"[^>]*>', html)
    assert described
    named = re.search(r'aria-describedby="([^"]+)"', described[0])
    assert named
    assert set(named[1].split()) == {"id_name_helptext", "id_name_error"}
    for one in named[1].split():
        assert html.count(f'id="{one}"') == 1
    assert 'aria-invalid="true"' in described[0]


def test_only_what_may_be_left_out_is_marked() -> None:
    html = rendered("{% field form.name %}|{% field form.about %}", form=SampleForm())
    needed, free = html.split("|")
    assert "optional" not in needed
    assert "optional" in free


def test_choices_are_a_group_with_a_name() -> None:
    html = rendered("{% field form.ways %}", form=SampleForm())
    assert re.search(r"<fieldset[^>]*><legend>How do you work", html)


def test_an_error_of_the_whole_form_is_said_first() -> None:
    class Contradiction(forms.Form):
        name = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("These two exclude each other.")

    html = rendered("{{ form }}", form=Contradiction({}))
    assert html.index("These two exclude") < html.index("<input")
    assert 'role="alert"' in html


# Pages


@pytest.fixture
def page(db: None) -> str:
    """The source of a page in the shell."""
    template = (
        '{% extends "page.html" %}{% load i18n %}{% block title %}The "Sunrise" <b>Bakery</b>{% endblock %}'
        "{% block description %}Bread & more{% endblock %}{% block content %}<h1>Hello</h1>{% endblock %}"
    )
    return engines["django"].from_string(template).render({}, a_request())


def test_a_link_to_a_page_looks_right_in_a_messenger(page: str) -> None:
    assert '<meta property="og:title" content="The &quot;Sunrise&quot; Bakery">' in page
    assert '<meta property="og:description" content="Bread & more">' in page
    assert re.search(r'<meta property="og:image" content="http[^"]+/konbit/share[^"]*\.png">', page)


def test_the_shell_has_one_way_past_the_navigation(page: str) -> None:
    assert page.index('class="skip" href="#content"') < page.index("<nav")
    assert page.count('id="content"') == 1


def test_a_page_says_its_language_and_direction(page: str) -> None:
    assert '<html lang="en" dir="ltr">' in page


@pytest.mark.django_db
def test_whoever_saves_data_gets_no_typeface() -> None:
    request = a_request()
    request.META["HTTP_SAVE_DATA"] = "on"
    html = render(request, "404.html").content.decode()
    assert "woff2" not in html
    assert 'class="save-data"' in html


def test_every_part_of_the_style_guide_is_made_without_inline_style_or_script() -> None:
    samples = shown({"form": SampleForm(), "wrong": SampleForm({}), "text": {"fr": "Pain"}, "prose": "*a*"})
    assert len(samples) >= 10
    for sample in samples:
        assert sample.html.strip(), sample.name
        assert not re.search(r"\bstyle=|<script|\bon[a-z]+=", sample.html), sample.name


def test_the_style_sheet_is_small_enough_for_a_slow_line() -> None:
    sheet = (PACKAGE / "base" / "static" / "konbit" / "konbit.css").read_bytes()
    assert len(brotli.compress(sheet)) < 7_500
