"""Bringing a list: the cells or the file, whose it is, and how its columns are to be understood."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from konbit.directory.actions.importing import Whose

OURS_ONLY = gettext_noop("All rights reserved")
LICENCES = (
    ("CC BY 4.0", gettext_lazy("Everyone, if they say it is from us (CC BY 4.0)")),
    ("CC0 1.0", gettext_lazy("Everyone, without any condition (CC0)")),
    ("ODbL 1.0", gettext_lazy("Everyone, if what they make of it stays as open (ODbL)")),
    (OURS_ONLY, gettext_lazy("Nobody else: it is shown here and stays ours")),
)
READABLE = ("csv", "tsv", "txt", "xlsx", "geojson", "json", "jsonld", "kml", "kmz", "ttl")
MOST_PASTED = 10_000_000  # characters


class ListForm(forms.Form):
    """A list: cells from a spreadsheet, or a file; whose it is and who may use it."""

    cells = forms.CharField(
        label=gettext_lazy("Paste the cells here"),
        help_text=gettext_lazy(
            "In your spreadsheet mark everything, the row with the column names too, copy, and paste it here."
        ),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "cells", "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose the file"),
        help_text=gettext_lazy(
            "CSV, Excel (XLSX), GeoJSON, KML, what another map or Konbit gave you; up to 500 megabytes."
        ),
        required=False,
        allow_empty_file=True,
        validators=[FileExtensionValidator(READABLE)],
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in READABLE)}),
    )
    name = forms.CharField(
        label=gettext_lazy("What the list is called"),
        help_text=gettext_lazy("Call it the same the next time: then Konbit only looks for what changed."),
        max_length=200,
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Who may use this list"), choices=LICENCES, widget=forms.RadioSelect
    )
    attribution = forms.CharField(
        label=gettext_lazy("Who made it"),
        help_text=gettext_lazy("Stands beside everything that comes from the list."),
        required=False,
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        """Cells or a file, not neither."""
        said = super().clean() or {}
        if not said.get("file") and not (said.get("cells") or "").strip() and not self.errors:
            raise forms.ValidationError(_("There is no list yet: paste the cells, or choose the file."))
        return said

    def whose(self) -> Whose:
        """Whose list it is."""
        said = self.cleaned_data
        return Whose(said["name"], said["licence"], said["attribution"])

    def brought(self) -> File[bytes]:
        """The file, or the pasted cells as one. Browsers cut the last line end off, which in a file would
        look like a row that was cut."""
        file: File[bytes] | None = self.cleaned_data["file"]
        if file:
            return file
        cells = self.cleaned_data["cells"].strip("\r\n") + "\n"
        return ContentFile(cells.encode("utf-8", errors="replace"), name=_("pasted cells") + ".tsv")


class IntoForm(ListForm):
    """A list for one of several networks, or for none."""

    network = forms.ChoiceField(label=gettext_lazy("Which network the groups belong to"), required=False)

    field_order = ("cells", "file", "network", "name", "licence", "attribution")

    def __init__(self, *args: Any, networks: list[tuple[str, str]], **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["network"].choices = networks  # type: ignore[attr-defined]
        if len(networks) == 1:
            self.fields["network"].widget = forms.HiddenInput()
            self.fields["network"].initial = networks[0][0]
