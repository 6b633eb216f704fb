"""What a rule asks, as a line that people can read, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.utils.translation import gettext as _

from konbit.engines.statutes import (
    BASES,
    COUNTINGS,
    SPANS,
    Again,
    Ask,
    Base,
    Confirmation,
    Counting,
    Majority,
    Part,
    People,
    Quorum,
    Quota,
    Rhythm,
    Rotation,
    Seats,
    Share,
    Span,
    Term,
    Units,
)
from konbit.federation.formats.words_of_lines import Line, bare

Mention = Callable[[str, str, int], None]
"""Notes that a line names something: its sort, its key, the column."""


def read_ask(line: Line, mention: Mention) -> Ask:
    """Read what a rule asks. Raises Problem."""
    match line.one_of("is", "has", "includes", "needs", "decides", "meets", "gives", "passes", "expires"):
        case "is":
            line.must("formed", "by")
            least, most = _range(line)
            of = _named(line, "level", _("a level"), mention)
            alike = ""
            if line.took("of", "one"):
                alike = _named(line, "tier", _("a tier of places, such as region"), mention)
            return Units(of, least, most, alike)
        case "has":
            return _has(line, mention)
        case "includes":
            return _includes(line, mention)
        case "needs":
            part = _part(line)
            line.must("of")
            counting = line.one_of(*COUNTINGS)
            line.must("present")
            return Quorum(cast(Counting, counting), part)
        case "decides":
            matter = line.word_or_text(_("a matter")) if line.took("about") else ""
            line.must("with")
            part = _part(line)
            line.must("of")
            counting, of = line.one_of(*COUNTINGS), line.one_of(*BASES)
            return Majority(cast(Counting, counting), part, cast(Base, of), matter)
        case "meets":
            line.must("every")
            return Rhythm(*_span(line))
        case "gives":
            return _gives(line)
        case "passes":
            line.must("on")
            return Rotation()
    line.must("unless", "confirmed")
    return Confirmation()


def written_ask(ask: Ask) -> str:
    """The words of what a rule asks."""
    match ask:
        case Units():
            return f"is formed by {_ranged(ask.least, ask.most)} {ask.of}" + (
                f" of one {ask.alike}" if ask.alike else ""
            )
        case People():
            return f"has {_ranged(ask.least, ask.most)} people"
        case Seats():
            other = ", ".join(f"{key} {_seats(number)}" for key, number in ask.other)
            return f"has {_seats(ask.number)} seats for each {ask.per}" + (
                f" except {other}" if other else ""
            )
        case Quota():
            said = f"includes {_ranged(ask.least, ask.most)} {bare(ask.dimension)} {bare(ask.value)}"
            return f"{said}{_per(ask.per)}" + (f" where {ask.where} sit" if ask.where is not None else "")
        case Share():
            return f"includes {_parted(ask.part)} {bare(ask.dimension)} {bare(ask.value)}{_per(ask.per)}"
        case Quorum():
            return f"needs {_parted(ask.part)} of {ask.counting} present"
        case Majority():
            matter = f" about {bare(ask.matter)}" if ask.matter else ""
            return f"decides{matter} with {_parted(ask.part)} of {ask.counting} {ask.of}"
        case Rhythm():
            return f"meets every {_spanned(ask.number, ask.span)}"
        case Term():
            return f"gives mandates of at most {_spanned(ask.number, ask.span)}"
        case Again():
            return f"gives at most {ask.most} mandates in a row"
        case Rotation():
            return "passes on"
    return "expires unless confirmed"


def _named(line: Line, sort: str, what: str, mention: Mention) -> str:
    column = line.column
    key = line.key(what)
    mention(sort, key, column)
    return key


def _range(line: Line) -> tuple[int, int | None]:
    if line.took("exactly"):
        number = line.number()
        return number, number
    if line.took("at", "least"):
        return line.number(), None
    if line.took("at", "most"):
        return 0, line.number()
    if not line.next[:1].isdigit():
        line.expected(_("“exactly”, “at least”, “at most” or a number"))
    least = line.number()
    line.must("to")
    return least, line.number(least)


def _ranged(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    if least == most:
        return f"exactly {least}"
    return f"{least} to {most}" if least else f"at most {most}"


def _part(line: Line) -> Part:
    more = line.one_of("at", "more") == "more"
    line.must("than" if more else "least")
    return _fraction(line, line.number(), more)


def _fraction(line: Line, number: int, more: bool) -> Part:
    if number <= 100 and line.took("%"):
        return Part(number, 100, more)
    if number > 100 and line.next == "%":
        line.expected(_("“/”, or a number up to 100 before it,"))
    if not line.took("/"):
        line.expected(f"“%”{_(' or ')}“/”")
    return Part(number, line.number(max(1, number)), more)


def _parted(part: Part) -> str:
    number = f"{part.number} %" if part.whole == 100 else f"{part.number}/{part.whole}"
    return f"{'more than' if part.more else 'at least'} {number}"


def _span(line: Line) -> tuple[int, Span]:
    number = line.number(1)
    word = line.one_of(*(form for span in SPANS for form in (span, f"{span}s")))
    return number, cast(Span, word.removesuffix("s"))


def _spanned(number: int, span: Span) -> str:
    return f"{number} {span}" if number == 1 else f"{number} {span}s"


def _has(line: Line, mention: Mention) -> Ask:
    if line.took("unknown"):
        line.must("seats")
        return _places(line, None, mention)
    if line.next[:1].isdigit():
        number = line.number()
        if line.took("seats") or line.took("seat"):
            return _places(line, number, mention)
        line.must("to")
        people = People(number, line.number(number))
    else:
        people = People(*_range(line))
    line.must("people")
    return people


def _places(line: Line, number: int | None, mention: Mention) -> Seats:
    line.must("for", "each")
    per = _named(line, "per", _("college, a tier of places, or a level"), mention)
    other: list[tuple[str, int | None]] = []
    if line.took("except"):
        while not other or line.took(","):
            key = _named(line, f"per {per}", _("one of them"), mention)
            other.append((key, None if line.took("unknown") else line.number()))
    return Seats(per, number, tuple(other))


def _seats(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _includes(line: Line, mention: Mention) -> Ask:
    if line.took("more", "than"):
        return _share(line, _fraction(line, line.number(), True), mention)
    begins = line.next
    least, most = _range(line)
    if begins == "at" and most is None and line.next in ("%", "/"):
        return _share(line, _fraction(line, least, False), mention)
    dimension, value = _trait(line)
    per = _each(line, mention)
    where = None
    if line.took("where"):
        where = line.number()
        line.must("sit")
    return Quota(dimension, value, least, most, per, where)


def _share(line: Line, part: Part, mention: Mention) -> Share:
    dimension, value = _trait(line)
    return Share(dimension, value, part, _each(line, mention))


def _trait(line: Line) -> tuple[str, str]:
    dimension = line.word_or_text(_("what people declare, such as gender"))
    return dimension, line.word_or_text(_("what they say, such as woman"))


def _each(line: Line, mention: Mention) -> str:
    if not line.took("for"):
        return ""
    line.must("each")
    return _named(line, "per", _("college, a tier of places, or a level"), mention)


def _per(per: str) -> str:
    return f" for each {per}" if per else ""


def _gives(line: Line) -> Ask:
    if line.took("mandates"):
        line.must("of", "at", "most")
        return Term(*_span(line))
    line.must("at", "most")
    again = Again(line.number(1))
    line.must("mandates", "in", "a", "row")
    return again
