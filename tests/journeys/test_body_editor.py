"""The buttons of the body editor in a real browser: what they insert, what they refuse, and what is pasted."""

import base64
import io

import pytest
from PIL import Image as Pixels

from articles import bodies, pictures
from articles.models import Article, Image
from tests.factories import make_article, make_user

from .waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {margin: 0}</style></head><body><!--StartFragment-->
<p class=MsoTitle>Ferry <span style='color:red'>timetable</span><o:p></o:p></p>
<p class=MsoNormal><b>Two&nbsp;boats</b> run <i style='mso-bidi-font-style:normal'>daily</i>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>
</span></span><![endif]>North pier</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>From six</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2. </span>South pier</p>
<p class=MsoNormal>See <a href="file:///C:/notes.doc">notes</a> and <a href="https://example.org/a">more</a>.
<img src="file:///C:/x.png"></p><!--EndFragment--></body></html>"""
WORD_AS_BODY = (
    "<p>Boats go out.</p><h2>Ferry timetable</h2><p><strong>Two boats</strong> run <em>daily</em>.</p>"
    "<ol><li><p>North pier</p><ul><li><p>From six</p></li></ul></li><li><p>South pier</p></li></ol>"
    '<p>See notes and <a href="https://example.org/a" rel="noopener">more</a>.</p>'
)
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr"><span style="font-weight:700">Tides</span></h1>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">High</span><span
style="font-style:italic"> and low</span></p><br />
<p dir="ltr"><a href="https://www.google.com/url?q=https://example.org/tides&amp;sa=D"><span>Table</span></a></p></b>"""
DOCS_AS_BODY = (
    "<p>Boats go out.</p><h2>Tides</h2><p><strong>High</strong><em> and low</em></p>"
    '<p><a href="https://example.org/tides" rel="noopener">Table</a></p>'
)
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData("text/html", html)
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""
DROP = """letters => {
  const carried = new DataTransfer()
  carried.items.add(new File([Uint8Array.from(atob(letters), letter => letter.charCodeAt(0))], "dropped.jpg"))
  document.querySelector("dialog[open]").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }))
}"""
# The editor learns of a moved cursor from an event that comes after the key.
NEXT_FRAMES = "new Promise(next => requestAnimationFrame(() => requestAnimationFrame(() => next(true))))"
CURSOR_AT_END = """(() => {
  const { state, view } = document.querySelector(".ProseMirror").editor
  return view.hasFocus() && state.selection.empty && state.selection.to === state.doc.content.size - 1
})()"""
CHOSEN = """(() => {
  const { doc, selection } = document.querySelector(".ProseMirror").editor.state
  return doc.textBetween(selection.from, selection.to)
})()"""


def shot(colour):
    file = io.BytesIO()
    Pixels.new("RGB", (640, 400), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def picture(addresses):
    captions = {"en": "Fishermen mend nets", "ar": "صيادون يصلحون الشباك"}
    return pictures.add(shot("peru"), by=make_user("chief"), captions=captions, credit="Rana Haddad", render_now=True)


@pytest.fixture
def story(addresses):
    return make_article("published", "live", headline="Port workers end their strike")


@pytest.fixture
def article(addresses):
    return make_article(body="<p>Boats go out.</p>")


@pytest.fixture
def editing(signed_in, live_server, article):
    """The story's page, with the cursor at the end of its body; left before the database is."""
    open_story(signed_in, live_server, article)
    yield signed_in
    signed_in.wait_for_load_state("networkidle")
    signed_in.goto("about:blank")


def open_story(page, live_server, article):
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.locator(".ProseMirror > p").last.click()
    page.keyboard.press("Control+End")
    wait_until(page, CURSOR_AT_END)


def press(page, name):
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def choose(page, name):
    page.get_by_role("dialog").get_by_role("button", name=name).click()


def body_of(page):
    return bodies.sanitise(page.locator("textarea[name=body]").input_value())


def test_save_is_never_below_the_toolbar(editing):
    editing.set_viewport_size({"width": 1280, "height": 900})
    is_within_reach = """() => {
        const save = document.querySelector("[name=_save]"), toolbar = document.querySelector(".prose-menubar")
        window.scrollBy(0, toolbar.getBoundingClientRect().top - save.getBoundingClientRect().top)
        const place = save.getBoundingClientRect()
        return document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2) === save
    }"""

    assert editing.evaluate(is_within_reach)


def test_buttons_insert_what_a_body_may_hold(editing, picture, story, violations):
    press(editing, "Picture")
    choose(editing, "Fishermen mend nets")
    press(editing, "Story link")
    choose(editing, "Port workers")
    press(editing, "Embed")
    editing.get_by_label("Address of the post").fill("https://youtu.be/abc123?si=x")
    choose(editing, "Insert")
    editing.get_by_text("youtube.com/watch?v=abc123").wait_for()
    press(editing, "Fact box")
    editing.keyboard.type("Tides")
    editing.keyboard.press("ArrowDown")
    editing.keyboard.type("They matter.")

    assert body_of(editing) == (
        f'<p>Boats go out.</p><figure data-picture="{picture.pk}"></figure>'
        f'<p><a data-article="{story.pk}" rel="noopener">Port workers end their strike</a></p>'
        '<figure data-embed="youtube:abc123"></figure><aside><h3>Tides</h3><p>They matter.</p></aside>'
    )
    assert editing.locator(".ProseMirror figure img").get_attribute("src").endswith(f"/{picture.pk}/thumbnail/")
    assert editing.locator(".ProseMirror figcaption").first.inner_text().split("\n")[0] == "Fishermen mend nets"
    assert violations == []


def test_refused_embed_says_which_are_allowed(editing, violations):
    press(editing, "Embed")
    field = editing.get_by_label("Address of the post")
    field.fill("https://videos.example.org/1")
    choose(editing, "Insert")

    sentence = editing.get_by_role("alert").filter(has_text="YouTube, Vimeo").inner_text()
    assert sentence.startswith("This is no address of a provider that stories may show: YouTube, Vimeo")
    assert (field.input_value(), field.get_attribute("aria-invalid")) == ("https://videos.example.org/1", "true")
    assert body_of(editing) == "<p>Boats go out.</p>"
    assert violations == []


def test_link_leads_only_where_one_may(editing, violations):
    editing.keyboard.press("Control+k")
    field = editing.get_by_role("dialog").get_by_role("textbox", name="Address")
    problems = []
    for address in ("javascript:alert(1)", "//example.org/", "boats"):
        field.fill(address)
        editing.keyboard.press("Enter")
        problems.append(editing.locator(".dialog-problem").inner_text()[:29])
    field.fill("example.org/boats")
    editing.keyboard.press("Enter")
    editing.keyboard.type(" ")
    editing.keyboard.press("Control+k")
    field.fill("/world/")
    editing.keyboard.press("Enter")

    assert problems == ["This is no address for a link"] * 3
    assert body_of(editing) == (
        '<p>Boats go out.<a href="https://example.org/boats" rel="noopener">https://example.org/boats</a> '
        '<a href="/world/" rel="noopener">/world/</a></p>'
    )
    assert violations == []


def test_picture_is_uploaded_from_its_dialog_and_taken(editing, violations):
    file = io.BytesIO()
    Pixels.linear_gradient("L").resize((60, 40)).save(file, "JPEG")
    press(editing, "Picture")

    editing.get_by_label("Upload and take").set_input_files(
        {"name": "nets.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    )
    editing.locator(".ProseMirror figure img").wait_for()

    assert body_of(editing) == f'<p>Boats go out.</p><figure data-picture="{Image.objects.first().pk}"></figure>'
    assert violations == []


def test_pictures_are_uploaded_and_dropped_into_a_gallery(editing, violations):
    before = Image.objects.count()
    press(editing, "Gallery")
    files = [{"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": shot(colour)} for colour in ("red", "navy")]
    refused = {"name": "notes.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}

    editing.get_by_label("Upload and choose").set_input_files([files[0], refused, files[1]])
    editing.get_by_role("button", name="Insert (2)").wait_for()
    said = editing.locator(".dialog-status").inner_text()
    editing.evaluate(DROP, base64.b64encode(shot("olive")).decode())
    editing.get_by_role("button", name="Insert (3)").press("Enter")

    keys = list(Image.objects.order_by("pk").values_list("pk", flat=True))[before:]
    figures = "".join(f'<figure data-picture="{key}"></figure>' for key in keys)
    assert said == "notes.svg: This is not a JPEG, PNG, WebP, AVIF or GIF picture."
    assert len(keys) == 3
    assert body_of(editing) == f'<p>Boats go out.</p><figure data-kind="gallery">{figures}</figure>'
    assert [text for text in violations if "400 (Bad Request)" not in text] == []


def test_picture_comes_after_the_list_and_into_the_aside(editing, picture):
    editing.keyboard.press("Control+Shift+8")
    press(editing, "Picture")
    choose(editing, "Fishermen mend nets")
    press(editing, "Fact box")
    editing.keyboard.type("Nets.")
    press(editing, "Picture")
    choose(editing, "Fishermen mend nets")

    figure = f'<figure data-picture="{picture.pk}"></figure>'
    assert body_of(editing) == f"<ul><li><p>Boats go out.</p></li></ul>{figure}<aside><h3>Nets.</h3>{figure}</aside>"


def test_pull_quote_says_who_said_it(editing, violations):
    press(editing, "Pull quote")
    editing.keyboard.press("Enter")
    editing.keyboard.type("A fisherman")
    press(editing, "Who said it")

    assert body_of(editing) == ('<aside data-kind="quote"><p>Boats go out.</p><p><cite>A fisherman</cite></p></aside>')
    assert violations == []


def test_words_and_quotations_are_in_another_language(editing, violations):
    for _character in "out.":
        editing.keyboard.press("Shift+ArrowLeft")
    choose_language(editing, "ar")
    editing.keyboard.press("ArrowRight")
    editing.evaluate(NEXT_FRAMES)  # the browser tells the editor of the cursor a moment after the key
    editing.keyboard.press("Enter")
    editing.keyboard.press("Control+Shift+b")
    editing.keyboard.type("شكرًا")
    choose_language(editing, "ar")

    assert body_of(editing) == (
        '<p>Boats go <bdi dir="rtl" lang="ar">out.</bdi></p><blockquote dir="rtl" lang="ar"><p>شكرًا</p></blockquote>'
    )
    assert violations == []


def choose_language(page, code):
    press(page, "In another language")
    page.get_by_label("Language of these words").select_option(code)
    choose(page, "Take over")
    wait_until(page, "document.activeElement.classList.contains('ProseMirror')")
    page.evaluate(NEXT_FRAMES)


def test_table_has_a_caption_that_can_be_changed(editing, violations):
    press(editing, "Table")
    editing.get_by_role("textbox", name="Caption of the table").fill("Boats")
    editing.get_by_role("spinbutton", name="Rows").fill("1")
    editing.get_by_role("spinbutton", name="Columns").fill("2")
    choose(editing, "Insert")
    editing.keyboard.type("Name")
    assert "<table><caption>Boats</caption><tbody><tr><th><p>Name</p></th><th></th></tr></tbody></table>" in body_of(
        editing
    )

    press(editing, "Caption of the table")
    editing.get_by_role("textbox", name="Caption of the table").fill("Boats & nets")
    editing.keyboard.press("Enter")

    assert "<caption>Boats &amp; nets</caption>" in body_of(editing)
    assert editing.locator(".ProseMirror caption").inner_text() == "Boats & nets"
    assert violations == []


PARTS = (
    '<figure data-kind="gallery"><figure data-picture="900"></figure><figure data-picture="901"><figcaption>Nets'
    "</figcaption></figure><figcaption>A day &lt; at sea</figcaption></figure>"
    '<aside><h3>One</h3><ul><li><p>Two</p></li></ul></aside><aside data-kind="quote" dir="rtl" lang="ar"><p>Three</p>'
    '<p><cite>Four</cite></p></aside><table><caption>Five</caption><tbody><tr><th scope="col"><p>Six</p></th></tr>'
    "</tbody></table><table><thead><tr><th><p>A</p></th></tr></thead><tbody><tr><td><p>B</p></td></tr></tbody></table>"
    "<p><q>Said <em>loudly</em> and often</q></p>"
    '<blockquote dir="rtl" lang="ar"><p>Seven</p></blockquote><p>Eight <bdi lang="fr">Neuf</bdi></p>'
)


def test_editor_gives_back_what_it_was_given(signed_in, live_server, violations):
    article = make_article(body=PARTS)
    open_story(signed_in, live_server, article)
    signed_in.keyboard.type("!")

    assert body_of(signed_in) == PARTS.replace("Neuf</bdi></p>", "Neuf!</bdi></p>")
    assert violations == []
    signed_in.goto("about:blank")


def test_later_answer_takes_nobody_out_of_the_list(editing, story):
    press(editing, "Story link")
    editing.keyboard.type("port")
    editing.get_by_role("status").filter(has_text="1 story").wait_for()
    editing.keyboard.press("ArrowDown")
    editing.evaluate("document.activeElement.dataset.isEarlier = ''")
    editing.locator("dialog [name=q]").evaluate("field => field.dispatchEvent(new Event('input'))")

    wait_until(editing, "document.querySelector('dialog li button:not([data-is-earlier])')")
    assert editing.evaluate("document.activeElement.matches('dialog li button')")


def test_keyboard_alone_links_words_and_saves(editing, article, story, live_server, violations):
    for _character in "out.":
        editing.keyboard.press("Shift+ArrowLeft")
    wait_until(editing, f"{CHOSEN} === 'out.'")
    editing.keyboard.press("Alt+F10")
    while editing.evaluate("document.activeElement.dataset.name") != "storyLink":
        editing.keyboard.press("ArrowRight")
    editing.keyboard.press("Enter")
    editing.keyboard.type("port workers")
    editing.get_by_role("status").filter(has_text="1 story").wait_for()
    editing.keyboard.press("ArrowDown")
    editing.keyboard.press("Enter")
    editing.locator(".editor-note", has_text="Port workers end their strike").wait_for()
    with editing.expect_navigation():
        editing.keyboard.press("Control+s")

    article.refresh_from_db()
    assert article.body == f'<p>Boats go <a data-article="{story.pk}" rel="noopener">out.</a></p>'
    assert editing.url == f"{live_server.url}/admin/articles/article/{article.pk}/change/"
    assert violations == []


@pytest.mark.parametrize(("html", "body"), [(WORD, WORD_AS_BODY), (DOCS, DOCS_AS_BODY)], ids=["Word", "Docs"])
def test_pasted_text_keeps_what_a_body_may_hold(editing, violations, html, body):
    editing.keyboard.press("Enter")

    editing.locator(".ProseMirror").evaluate(PASTE, html)

    assert body_of(editing) == body
    assert editing.get_by_text("Pictures that lie elsewhere were left out").count() == html.count("<img")
    assert violations == []


def test_dialogs_are_fit_for_a_phone_in_arabic(editing, picture, article, live_server, violations, faults):
    Article.objects.filter(pk=article.pk).update(
        language="ar", body=f'<figure data-picture="{picture.pk}"></figure><p>.</p>'
    )
    editing.context.add_cookies([{"name": "newsroom-language", "value": "ar", "url": live_server.url}])
    editing.set_viewport_size({"width": 360, "height": 740})
    open_story(editing, live_server, article)
    editing.get_by_text("صيادون يصلحون الشباك").wait_for()
    found = {}

    for name in ("picture", "gallery", "storyLink", "embed", "table", "language", "html", "keys"):
        editing.locator(f"button[data-name='{name}']").click()
        editing.wait_for_load_state("networkidle")
        width = editing.locator("dialog.body-dialog").evaluate("dialog => dialog.scrollWidth - dialog.clientWidth")
        found[name] = (width, faults(editing))
        editing.keyboard.press("Escape")

    assert found == dict.fromkeys(found, (0, []))
    assert violations == []


def chosen_picture(page, number):
    """Waits until a picture of the text is chosen as a whole: as many come before it in the body."""
    wait_until(
        page,
        f"document.querySelectorAll('.ProseMirror figure.of-picture')[{number}]?.matches('.ProseMirror-selectednode')",
    )


def test_picture_gets_its_own_words_by_keyboard(editing, picture, violations):
    press(editing, "Picture")
    choose(editing, "Fishermen mend nets")
    editing.keyboard.press("ArrowLeft")
    chosen_picture(editing, 0)
    editing.keyboard.press("F2")
    caption = editing.get_by_label("Caption in this story")
    caption.wait_for()
    placeholders = [caption.get_attribute("placeholder"), editing.evaluate("document.activeElement.name")]
    editing.keyboard.type('Nets, "mended" & <b>dry</b>')
    editing.keyboard.press("Tab")
    editing.keyboard.type("Two > one")
    editing.keyboard.press("Enter")
    editing.locator(".ProseMirror figure", has_text="Nets,").wait_for()

    assert placeholders == ["Fishermen mend nets", "caption"]
    words = '<figcaption>Nets, "mended" &amp; &lt;b&gt;dry&lt;/b&gt;</figcaption>'
    figure = f'<figure data-alt="Two &gt; one" data-picture="{picture.pk}">{words}</figure>'
    assert body_of(editing) == f"<p>Boats go out.</p>{figure}"
    assert violations == []
