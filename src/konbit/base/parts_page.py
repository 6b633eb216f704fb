"""Every part of the pages, alive: how it looks, when to use it, and the template that makes it.

For those who write pages, so it speaks English, as the code does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines

SAMPLES = Path(__file__).with_name("parts.md")
SAMPLE = re.compile(r"^## ([^\n]+)\n\n([^\n]+)\n\n```html\n(.+?)\n```$", re.MULTILINE | re.DOTALL)
LOADED = "{% load i18n parts %}"


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Name of your group", help_text="As you say it yourselves.")
    country = forms.ChoiceField(
        label="Country", choices=[("ht", "Ayiti"), ("ph", "Pilipinas")], required=False
    )
    about = forms.CharField(label="What do you do?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    ways = forms.MultipleChoiceField(
        label="How do you work?",
        choices=[("together", "We share the work"), ("lend", "We lend each other tools")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    public = forms.BooleanField(
        label="Everybody may see this", required=False, help_text="Else your network."
    )


@dataclass(frozen=True)
class Shown:
    """A part as the page shows it."""

    name: str
    use: str
    source: str
    html: str


def shown(context: dict[str, Any], request: HttpRequest | None = None) -> list[Shown]:
    """Every sample, rendered."""
    return [
        Shown(name, use, source, engines["django"].from_string(LOADED + source).render(context, request))
        for name, use, source in SAMPLE.findall(SAMPLES.read_text())
    ]


def parts_page(request: HttpRequest) -> HttpResponse:
    """The living style guide."""
    context = {
        "form": SampleForm(),
        "wrong": SampleForm({"name": "", "ways": ["lend"]}),
        "text": {"fr": "Une boulangerie tenue par celles et ceux qui y travaillent."},
        "prose": "We bake **at night** and sell in the morning.\n\n* rye\n* maize\n\n[Our oven](https://example.org)",
    }
    return render(request, "parts_page.html", {"samples": shown(context, request)})
