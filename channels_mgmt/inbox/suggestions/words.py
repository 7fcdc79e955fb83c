"""A text of the public as words that can be compared: folded, without what is invisible, with places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cmhub.lib.text import fold

HEAD, TAIL = 600, 200
"""Characters read of a long text: its beginning and its end say what it is."""

INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
    ]
)
"""Zero-width characters, direction marks and overrides, variation selectors."""

TOKEN = re.compile(
    r"(?P<skip>(?:https?://|www\.)\S+|</?[a-zA-Z][^<>]{0,200}>|&[a-z]{2,6};"
    r"|[\w.+-]{1,64}+@[\w-]+\.[\w.-]+|@\w+)"
    r"|(?P<word>[\w\u0300-\u036f\u064b-\u065f$]+(?:@[\w]+)*)"
    r"|(?P<mark>[?؟]+|!+|[.,;:…\n،؛]+)"
    r"|(?P<emoji>[\u2190-\u2bff\u3030-\u303d\U0001f000-\U0001faff])"
)
"""What a text of the public is cut into. What stands before an @ is short, as addresses have it: without a
bound it would be looked for anew from each letter, and a long text of letters and points take for ever.
"""
ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ک": "ك",
        "ی": "ي",
        "ـ": None,
        "ڨ": "ق",
        "گ": "ق",
    }
)
"""Letters that are written one for the other, and the stroke that lengthens a word."""

REPEATED = re.compile(r"(.)\1+")
STRETCHED = re.compile(r"(.)\1{2,}")
STRETCHED_PART = re.compile(r"(..)\1{3,}")
LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
LEET_WORD = re.compile(r"(?=.*[a-z])(?=.*[0-9@$])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, an emoji or a mark. `form` is what is compared, `start` and `end` its place in the text."""

    form: str
    start: int
    end: int
    type: str
    loud: bool = False


def readable(text: str) -> str:
    """What is read of a text: its beginning and end, without what nobody sees."""
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]}\n{text[-TAIL:]}"
    return text.translate(INVISIBLE)


def comparable(word: str) -> str:
    """A word in lower case without accents, letters of Arabic that vary written as one."""
    return fold(word).translate(ARABIC)


def tokens(text: str) -> list[Token]:
    """The words, emoji and marks of a text that `readable` has made."""
    found = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "skip"
        if kind == "skip":
            continue
        written = match[0]
        if kind == "word":
            loud = len(written) > 2 and written.isupper()
            for start, end in parts(written):
                if form := comparable(written[start:end]):
                    found.append(Token(form, match.start() + start, match.start() + end, kind, loud))
        elif kind == "mark":
            found.append(Token(written[0].replace("؟", "?"), match.start(), match.end(), kind))
        else:
            found.append(Token(written, match.start(), match.end(), kind))
    return found


def parts(written: str) -> list[tuple[int, int]]:
    """The places of the words between underscores, as in a hashtag."""
    if "_" not in written:
        return [(0, len(written))]
    return [match.span() for match in re.finditer(r"[^_]+", written)]


def forms(phrase: str) -> list[str]:
    """The forms of the words of a phrase of the data files; a star at a word's end is kept."""
    listed = []
    for written in phrase.split():
        star = "*" if written.endswith("*") and len(written) > 1 else ""
        inner = [token.form for token in tokens(written.removesuffix("*") if star else written)]
        if inner:
            inner[-1] += star
        listed += inner
    return listed


def squeezed(form: str) -> str:
    """Each repeated letter once: “nulllle” and “nulle” are the same."""
    return REPEATED.sub(r"\1", form)


def near(form: str) -> list[str]:
    """The form with one letter less, in each way: two forms that share one differ by one letter at most,
    or by two neighbours that changed places.
    """
    return [form[:at] + form[at + 1 :] for at in range(1, len(form))]
