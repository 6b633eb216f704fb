"""The one way in which Konbit says that something is wrong."""

from __future__ import annotations


class Problem(Exception):
    """Something is wrong, said so that a person can mend it.

    `what` is wrong, `where` (file, row, column, field), and the `remedy`: what to do now. `status` is
    the HTTP status of the answer; the command line exits with 1 and the API answers an RFC 9457 document.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "", status: int = 400) -> None:
        self.what = str(what)
        self.where = str(where)
        self.remedy = str(remedy)
        self.status = status
        super().__init__(" ".join(part for part in (self.what, self.where, self.remedy) if part))

    def as_document(self) -> dict[str, object]:
        """The problem as an RFC 9457 document (type, title, status, detail, instance)."""
        document: dict[str, object] = {"type": "about:blank", "title": self.what, "status": self.status}
        if self.remedy:
            document["detail"] = self.remedy
        if self.where:
            document["instance"] = self.where
        return document


class NotAllowed(Problem):
    """The reader may not do this; says who may."""

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy, status=403)


class NotFound(Problem):
    """There is no such thing, or the reader may not know that there is."""

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy, status=404)
