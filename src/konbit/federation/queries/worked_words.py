"""What there is to see in each worked example of statutes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LESSONS = {
    "mpp": (
        _("Peasant Movement of Papaye, Haiti"),
        _(
            "Seven groups make a local assembly, six do not. Where three sit, two women may, two men never. "
            "In March 2013 the size of a group changed."
        ),
    ),
    "ripess": (
        _("RIPESS, across the continents"),
        _("Two seats for each continent, one for Oceania, three for Asia."),
    ),
    "via-campesina": (
        _("La Via Campesina"),
        _("One youth for each continent; since December 2023 one for each region."),
    ),
    "chantier": (
        _("Chantier de l’économie sociale, Québec"),
        _("Eight colleges. How many seats each has was not found, and the check says so."),
    ),
    "reso": (_("RESO, Montréal"), _("Seats by sector: four, four, two and two.")),
    "seikatsu": (
        _("Seikatsu Club, Japan"),
        _("From the han of five to twelve households up to the union."),
    ),
    "italian-consortium": (
        _("Italian social co-operatives"),
        _("Three or more may found a consortium."),
    ),
}
"""By the name of the file: whose rules, and what they show; in the order of the list."""
