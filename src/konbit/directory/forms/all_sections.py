"""The sections of a group's editing page, in their order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.directory.forms.contacts import ContactsForm, IdentifiersForm
from konbit.directory.forms.counting import SizesForm
from konbit.directory.forms.places import PlacesForm
from konbit.directory.forms.sections import Section
from konbit.directory.forms.words import AboutForm, DescriptionForm, NameForm, SeenByForm

SECTIONS = {
    section.code: section
    for section in (
        Section(
            "name",
            _("Name"),
            _("Everyone who may see the group sees its names."),
            "type",
            ("name", "names", "aliases", "language"),
            NameForm,
        ),
        Section(
            "description",
            _("Description"),
            _("Everyone who may see the group reads this, in her own language where you write it."),
            "file-text",
            ("description", "own_words"),
            DescriptionForm,
        ),
        Section(
            "about",
            _("Kind, dates, languages"),
            _("Everyone who may see the group sees this."),
            "info",
            ("kind", "valid_from", "valid_until", "motive", "languages"),
            AboutForm,
        ),
        Section(
            "places",
            _("Places and area served"),
            _(
                "Others see each place only as exactly as you say. Where the group is and the area that it"
                " serves are two things: you can give both."
            ),
            "map-pin",
            ("places",),
            PlacesForm,
        ),
        Section(
            "contacts",
            _("Contacts"),
            _("You decide for each who may see it. Telephones and e-mail stay with the stewards at first."),
            "phone",
            ("contacts",),
            ContactsForm,
        ),
        Section(
            "sizes",
            _("Sizes"),
            _("Everyone who may see the group sees these, with the date. Count what matters to you."),
            "users",
            ("sizes",),
            SizesForm,
        ),
        Section(
            "identifiers",
            _("Numbers in registers"),
            _("Everyone who may see the group sees these. Having none is normal."),
            "hash",
            ("identifiers",),
            IdentifiersForm,
        ),
        Section(
            "audience",
            _("Who may see the group"),
            _("Stewards decide this. It holds for its page, for searches, maps and files."),
            "eye",
            ("audience",),
            SeenByForm,
            "steward",
        ),
    )
}
