"""Text from anywhere is made plain."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.directory.plain_text import plain


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("Bread & roses, R&D, 2 < 3 > 1", "Bread & roses, R&D, 2 < 3 > 1"),
        ("Marks &amp; Sons &#233;", "Marks & Sons é"),
        ("one<br>two<p>three</p>four", "one\ntwo\nthree\nfour"),
        ("<style>p{}</style>seen<!-- not -->", "seen"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;x", "x"),
        ("&amp;lt;b&amp;gt;x", "x"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("e\u0301t\u00e9\u202egpj", "étégpj"),
        ("I <3 co-ops", "I <3 co-ops"),
    ],
)
def test_words_stay_and_marks_go(text, tidy):
    assert plain(text)[0] == tidy


def test_it_says_whether_there_was_html():
    assert plain("a<b>c</b>")[1]
    assert not plain("a &amp; b < c")[1]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["<", ">", "&lt;", "&amp;", "&gt;", "script", "/", "b", " ", "x=1", "&#60;"]))
)
def test_no_tag_is_left_whatever_comes_in(parts):
    tidy, _marked = plain("".join(parts))
    assert not re.search(r"<[a-zA-Z/!?]", tidy)
