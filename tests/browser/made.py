"""An invented network of sixty groups, as its organiser would have it in a spreadsheet."""

from __future__ import annotations

HEAD = ("Name", "Town", "Country", "Phone", "What", "Founded", "About")
TOWNS = (
    "Lyon", "Grenoble", "Villeurbanne", "Toulouse", "Marseille", "Nantes", "Lille", "Rennes",
    "Bordeaux", "Strasbourg", "Dijon", "Brest",
)  # fmt: skip
WORK = (
    ("Bakery", "Food"),
    ("Repair Workshop", "Repair"),
    ("Housing", "Housing"),
    ("Seed Library", "Agriculture"),
    ("Song Circle", "Culture"),
)
OF = ("River", "Hill", "Old Mill", "Night Shift", "Two Bridges", "Lime Tree", "Upper Town", "Quay",
      "Long Field", "Market", "Station", "Orchard")  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    """Sixty groups that can be taken, then one in a town with namesakes, one nowhere, one without a name."""
    groups = [
        (
            f"{OF[number % 12]} {WORK[number % 5][0]}",
            TOWNS[(number * 7 + number // 12) % 12],
            "FR",
            f"+33 1 99 00 {number // 10:02} {number % 10}0",
            WORK[number % 5][1],
            str(1978 + (number * 7) % 44),
            f"We meet every {('Monday', 'Wednesday', 'Friday')[number % 3]} and keep a common chest.",
        )
        for number in range(60)
    ]
    return [
        *groups,
        ("The Long Table", "Saint-Denis", "FR", "", "Food", "1999", ""),
        ("Everywhere Letters", "", "", "", "Culture", "", "A circle of letters without a town."),
        ("", "Lyon", "FR", "", "Food", "", ""),
    ]


def cells() -> str:
    """The rows as a spreadsheet puts them on the clipboard."""
    return "".join("\t".join(row) + "\n" for row in (HEAD, *rows()))


def table() -> str:
    """The rows as a CSV file (no cell holds a comma, quote or line end)."""
    return "".join(",".join(row) + "\n" for row in (HEAD, *rows()))
