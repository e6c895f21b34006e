"""Find what is wrong with a text: headings, links, images, tables, words and sentences."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import html as trees

from .types import Finding, Rule
from .words import difficult

DEEPEST: Final = 4
MOST_WORDS: Final = 20
MOST_IN_PARAGRAPH: Final = 90
EXCERPT: Final = 60
MOST_FINDINGS: Final = 50
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS: Final = frozenset({"p", "li", "td", "th", "blockquote", "dd", "caption", "div"})
VAGUE: Final = frozenset(
    {
        "hier", "klik hier", "klik op deze link", "klik", "lees meer", "lees verder", "lees hier meer", "meer",
        "meer info", "meer informatie", "meer lezen", "link", "deze link", "deze pagina", "deze website", "website",
        "verder", "download", "ga naar", "via deze link", "here", "click here", "read more", "more", "more info",
        "more information", "this link", "this page", "this website",
    }
)  # fmt: skip
ADDRESS: Final = re.compile(r"(https?://|www\.)\S+|\S+\.\w{2,}/\S+", re.IGNORECASE)
"""A bare name such as rijksoverheid.nl is what people call that site."""
FILE: Final = re.compile(
    r"\S+\.(jpe?g|png|gif|webp|svg|pdf)|(img|dsc|image|afbeelding|foto)[-_ ]?\d*", re.IGNORECASE
)
SENTENCE: Final = re.compile(r"(?<=[.!?:;])\s+")
WORD: Final = re.compile(r"\w[\w'’-]*")
CAPITALS: Final = re.compile(r"\b[A-Z]{4,}(?: [A-Z]{2,})+\b")


def judge(html: str, *, language: str = "nl", above: int = 1) -> list[Finding]:
    """Find what is wrong with a text, the faults first.

    :param above: level of the heading below which the text stands.
    """
    tree = trees.fragment_fromstring(html.replace("\x00", ""), create_parent="div")
    found = itertools.chain(
        _headings(tree, above), _links(tree), _images(tree), _tables(tree), _style(tree, language)
    )
    once = dict.fromkeys(found)
    return sorted(once, key=lambda each: not each.is_fault)[:MOST_FINDINGS]


def _headings(tree: Any, above: int) -> Iterator[Finding]:
    for each in tree.iter(*HEADINGS):
        level, words = int(each.tag[1]), _words(each)
        if not words:
            yield Finding(Rule.HEADING_EMPTY)
        elif level == 1:
            yield Finding(Rule.HEADING_OF_PAGE, words)
        elif level > DEEPEST:
            yield Finding(Rule.HEADING_TOO_DEEP, words)
        elif level > above + 1:
            yield Finding(Rule.HEADING_SKIPS, words)
        above = level
    for each in tree.iter("p"):
        bold = _words(each) if len(each) == 1 and each[0].tag in {"strong", "b"} else ""
        if bold and bold == _words(each[0]) and not bold.endswith((".", "!", ":")):
            yield Finding(Rule.HEADING_BOLD, bold)


def _links(tree: Any) -> Iterator[Finding]:
    for each in tree.iter("a"):
        words = _words(each) or " ".join(filter(None, (image.get("alt") for image in each.iter("img"))))
        plain = words.lower().strip(" .…>»:!→")
        leads = each.get("href") or each.get("data-cms-href") or ""  # the latter names a page of the tree
        if not plain or not leads.strip():
            yield Finding(Rule.LINK_EMPTY, words)
        elif plain in VAGUE:
            yield Finding(Rule.LINK_VAGUE, words)
        elif ADDRESS.fullmatch(plain):
            yield Finding(Rule.LINK_ADDRESS, words)


def _images(tree: Any) -> Iterator[Finding]:
    for each in tree.iter("img"):
        words = (each.get("alt") or "").strip()
        if not words:
            yield Finding(Rule.IMAGE_WITHOUT_TEXT)
        elif FILE.fullmatch(words):
            yield Finding(Rule.IMAGE_FILE_NAME, _short(words))


def _tables(tree: Any) -> Iterator[Finding]:
    for each in tree.iter("table"):
        if not any(_words(head) for head in each.iter("th")):
            yield Finding(Rule.TABLE_WITHOUT_HEAD, _words(each))


def _style(tree: Any, language: str) -> Iterator[Finding]:
    for text in _blocks(tree):
        if language == "nl":
            yield from (Finding(Rule.DIFFICULT_WORD, word, better) for word, better in difficult(text))
        if len(WORD.findall(text)) > MOST_IN_PARAGRAPH:
            yield Finding(Rule.LONG_PARAGRAPH, _short(text))
        for sentence in SENTENCE.split(text):
            if len(WORD.findall(sentence)) > MOST_WORDS:
                yield Finding(Rule.LONG_SENTENCE, _short(sentence))
        yield from (Finding(Rule.CAPITALS, _short(shout)) for shout in CAPITALS.findall(text))


def _blocks(tree: Any) -> Iterable[str]:
    """List the texts of the innermost blocks: of a list in a list each line once."""
    for each in tree.iter(*BLOCKS, *HEADINGS):
        parts = [each.text or ""]
        for child in each:
            is_read = isinstance(child.tag, str) and child.tag not in BLOCKS | HEADINGS | {
                "ul",
                "ol",
                "table",
            }
            parts += [child.text_content() if is_read else "", child.tail or ""]  # a comment has no name
        if text := " ".join("".join(parts).split()):
            yield text


def _words(element: Any) -> str:
    return _short(" ".join(element.text_content().replace("\xa0", " ").split()))


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]}…"
