"""Every sentence of the interface is there in the languages that are promised, whole."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from scripts import messages
from tests.architecture.house import files, listed, modules

OUTSIDE_TAGS = re.compile(r">([^<>]*)<")
MUTE = re.compile(
    r"{%\s*block \w*class\s*%}[\w -]*(?={%)"  # names of classes that a page gives to the shell
    r"|{%\s*blocktrans.*?endblocktrans\w*\s*%}|{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}"
    r"|<(script|style|svg).*?</\1>|<!--.*?-->|&\w+;",
    re.DOTALL,
)
NAMES = {"Konbit", "OpenAPI", "GitHub", "Atom", "CSV", "XLSX", "GeoJSON", "JSON-LD", "Murmurations"}
NAMES |= {"python3 recount.py"}
WITHOUT_DJANGO = {"500.html"}
"""Shown when nothing works any more, so it says itself in every language."""


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    """Every sentence in the source."""
    return messages.collected()


def test_sentences_of_templates_and_of_python_are_found(sentences: Catalog) -> None:
    where = {path for message in sentences for path, _line in message.locations}
    assert any(path.endswith(".py") for path in where)
    assert any(path.endswith(".html") for path in where)


@pytest.mark.parametrize("language", messages.COMPLETE)
def test_every_sentence_is_translated(language: str, sentences: Catalog) -> None:
    missing = messages.missing(language, sentences)
    assert not missing, (
        f"{len(missing)} of {len(sentences)} sentences are not translated; run `make messages`, then fill in"
        f" {messages.path_of(language).relative_to(messages.SOURCE.parent)}: {listed(missing[:40])}"
    )


@pytest.mark.parametrize("language", [*messages.COMPLETE, *messages.BEGUN])
def test_no_translation_loses_or_invents_a_placeholder(language: str) -> None:
    spoiled = messages.spoiled(language)
    assert not spoiled, listed(spoiled)


@pytest.mark.parametrize("language", [*messages.COMPLETE, *messages.BEGUN])
def test_no_catalogue_keeps_what_nobody_says_any_more(language: str, sentences: Catalog) -> None:
    said = {(message.id, message.context) for message in sentences}
    gone = [
        messages.english(message)
        for message in messages.read(language)
        if message.id and (message.id, message.context) not in said
    ]
    assert not gone, f"run `make messages`: {listed(gone)}"


def test_the_catalogues_are_those_of_the_settings() -> None:
    promised = {code.replace("pt-br", "pt_BR") for code, _name in settings.LANGUAGES} - {"en"}
    assert promised == {*messages.COMPLETE, *messages.BEGUN}
    assert {"ht"} == set(settings.UNREVIEWED_LANGUAGES) == set(messages.BEGUN)


def test_no_translation_is_lazy_about_when_it_is_said() -> None:
    """A sentence translated while a module is read would stay in the language of that moment."""
    early = [
        f"{module.name}: {name}" for module in modules() for name in messages.said_too_early(module.tree)
    ]
    assert not early, f"use gettext_lazy outside functions: {listed(early)}"


def test_templates_say_nothing_outside_the_catalogues() -> None:
    found = [
        f"{path.relative_to(messages.SOURCE)}: {text}"
        for path in files(".html")
        if path.name not in WITHOUT_DJANGO
        for text in map(str.strip, OUTSIDE_TAGS.findall(MUTE.sub("", path.read_text())))
        if re.search(r"[^\W\d_]{3,}", text) and text.strip(" –·|:") not in NAMES
    ]
    assert not found, f"put these into {{% translate %}}: {listed(found)}"
