"""Static files named by their content, so that a browser keeps them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Compressed, and kept under the name with the hash alone.

    Only addresses in style sheets are rewritten: the source maps that scripts name are not served.
    """

    keep_only_hashed_files = True
    patterns = (("*.css", (r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)["']{0,1}\))""",)),)
