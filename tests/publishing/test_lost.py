"""The page at an address where nothing is."""

import re
from html.parser import HTMLParser

from ketacli.publishing.lost import MOST_READ, lost_page


def words(page: str) -> str:
    read: list[str] = []
    parser = HTMLParser()
    parser.handle_data = read.append  # type: ignore[method-assign, assignment]
    parser.feed(page)
    parser.close()
    return " ".join(read)


def test_it_leads_to_the_first_page_in_the_words_and_the_language_of_its_title() -> None:
    page = lost_page('<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<title>\u0627 &amp; b</title>')
    assert '<html lang="ar" dir="rtl">' in page
    assert '<a href="/index.html">' in page
    assert words(page) == "404 404 \u0627 & b"


def test_a_first_page_that_says_nothing_is_named_by_its_address() -> None:
    page = lost_page("")
    assert '<html lang="en" dir="ltr">' in page
    assert words(page) == "404 404 /index.html"


def test_letters_that_act_in_a_page_or_a_configuration_are_letters() -> None:
    title = "'\"`$uri {http.error} \\ </title> &lt;script&gt; \n ;"
    page = lost_page(f'<html lang="en"><title>{title}')
    assert words(page).endswith("'\"`$uri {http.error} \\ ")
    assert not re.search(r"['`${}\\\n]", page)
    page = lost_page("<title>&lt;script&gt;</title>")
    assert words(page).endswith("<script>")
    assert "<script" not in page


def test_a_language_that_is_none_is_not_repeated() -> None:
    assert '<html lang="en" dir="ltr">' in lost_page('<html lang="x$y" dir="up"><title>a</title>')


def test_only_the_head_of_the_first_page_is_read() -> None:
    assert words(lost_page(" " * MOST_READ + "<title>late</title>")).endswith("/index.html")
