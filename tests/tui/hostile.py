"""Texts that try to break a screen: markup, escape sequences, bidirectional and invisible characters, sequences."""

from hypothesis import strategies as st

NASTY = (
    "[b]結果[/b]",
    "結果[/b]",
    "[@click=app.quit()]ここ[/]",
    "[TODO]",
    "\x1b[31mRED\x1b[0m",
    "\x1b]52;c;UFdO\x07",
    "\x9b2J",
    "a\u202eb\u202c",
    "\u200b\u200d\ufeff",
    "👨\u200d👩\u200d👧\u200d👦 家族",
    "葛\U000e0100飾区",
    "神\ufa19",
    "e\u0301\u0301\u0301",
    "①→※●",
    "ｱｲｳﾞ",
    "あ" * 300,
    "x" * 300,
    "タブ\tと\n改行",
    "{name} %s {0}",
    "&lt;script&gt;",
    "\u115f\u3164",
    "🏳\ufe0f\u200d🌈",
    "\x7f\x00",
)

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.text("市民交通、。「」（）ー・ｱabc  \n①※👍\u200d\ufe0f\u0301", max_size=60),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=3).map("".join),
)

clean = (
    "[b]結果[/b]",
    "結果[/b]",
    "[@click=app.quit()]ここ[/]",
    "👨\u200d👩\u200d👧\u200d👦 家族",
    "葛\U000e0100飾区",
    "e\u0301\u0301\u0301",
    "①→※●",
    "ｱｲｳﾞ",
    "あ" * 300,
    "x" * 300,
    "{name} %s {0}",
    "🏳\ufe0f\u200d🌈",
    "$accent [$warning]",
    "\\[x] \\",
)
"""Those of them that a programme may hold."""
