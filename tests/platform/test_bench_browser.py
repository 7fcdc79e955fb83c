"""The benchmarks' people send what a browser sends."""

from benchmarks.browser import Page

FORM = """
<form method="post" action="/escalations/7/">
  <input type="hidden" name="csrfmiddlewaretoken" value="secret"><input type="hidden" name="key" value="k1">
  <input type="radio" name="department" value=""><input type="radio" name="department" value="3" checked>
  <input type="checkbox" name="wake" value="1"><input type="checkbox" name="told" checked>
  <select name="kind"><option value="question">Question</option><option value="praise" selected></select>
  <select name="language"><option value="fr">français</option><option value="en">anglais</option></select>
  <textarea name="question">
Quand revient &lt;le réseau&gt; ?</textarea>
  <input type="datetime-local" name="sent_at"><input type="file" name="photo">
  <button name="act" value="answer">Répondre</button>
</form>
<div hx-get="?seen=1" hx-trigger="every 30s"></div>
"""


def test_a_form_is_sent_as_it_stands() -> None:
    (form,) = Page("/b/wouri/", FORM).forms
    assert (form.method, form.action) == ("post", "/escalations/7/")
    assert form.given == {
        "key": "k1",
        "department": "3",
        "told": "on",
        "sent_at": "",
        "kind": "praise",
        "language": "fr",
        "question": "Quand revient <le réseau> ?",
    }
    assert form.names == {*form.given, "wake", "photo", "act"}


def test_what_a_page_asks_again_is_known() -> None:
    (poll,) = Page("/b/wouri/", FORM).polls
    assert (poll.url, poll.seconds) == ("/b/wouri/?seen=1", 30)
