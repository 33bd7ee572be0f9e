from articles.bodies import PictureUse
from newsroom.pages.pictures import CARDS, as_files, figure, of_files, picture, shared, uncut


def rendition(width, height, media_type="image/jpeg", *, use="whole"):
    name = f"{width}x{height}.{media_type[6:]}"
    return {"name": name, "use": use, "width": width, "height": height, "media_type": media_type}


def image(*renditions, **values):
    texts = {"captions": {"en": "Boats"}, "alternatives": {"en": "Two boats"}, "credit": ""}
    return {"id": 1, "width": 1600, "height": 1000, "renditions": renditions} | texts | values


def test_picture_without_renditions_is_nothing():
    assert picture(image(), alternative="Two boats", sizes="100vw") == ""
    assert picture(None, alternative="", sizes="100vw") == ""


def test_picture_offers_each_format_and_never_mixes_shapes():
    renditions = [rendition(640, 400, "image/webp"), rendition(640, 400), rendition(1600, 1000)]
    renditions.append(rendition(1200, 630, use="social"))

    shown = picture(image(*renditions), alternative='A "boat" & more', sizes="50vw")

    assert shown == (
        '<picture><source type="image/webp" srcset="/media/640x400.webp 640w" sizes="50vw">'
        '<img src="/media/640x400.jpeg" srcset="/media/640x400.jpeg 640w, /media/1600x1000.jpeg 1600w" sizes="50vw"'
        ' width="640" height="400" alt="A &quot;boat&quot; &amp; more" loading="lazy" decoding="async"></picture>'
    )


def test_picture_that_comes_first_is_loaded_first():
    shown = picture(image(rendition(640, 400)), alternative="", sizes="50vw", is_first=True)

    assert 'fetchpriority="high"' in shown
    assert "lazy" not in shown


def test_figure_marks_a_caption_of_another_language():
    shown = figure(image(rendition(640, 400), credit="<Rana>"), PictureUse(1), language="ar", sizes="50vw")

    assert shown.endswith(
        '<figcaption><bdi lang="en" dir="ltr">Boats</bdi> <span class="credit"><bdi>&lt;Rana&gt;</bdi></span>'
        "</figcaption></figure>"
    )


def test_figure_has_the_storys_own_words_in_its_language():
    shown = figure(image(rendition(640, 400)), PictureUse(1, "<b>قارب</b>", 'A "b"'), language="ar", sizes="50vw")

    assert ' alt="A &quot;b&quot;"' in shown
    assert shown.endswith("<figcaption>&lt;b&gt;قارب&lt;/b&gt;</figcaption></figure>")


def test_shared_picture_is_the_wide_one_if_there_is_one():
    wide, large = rendition(1200, 630, use="social"), rendition(1600, 1000)

    assert shared(image(large, wide)) == wide
    assert shared(image(large, rendition(1600, 1000, "image/webp"))) == large
    assert shared(image()) is None


def test_uncut_picture_is_the_largest_in_its_own_shape_that_every_program_reads():
    small, large = rendition(640, 400), rendition(1280, 800)

    assert uncut(image(small, large, rendition(1600, 1000, "image/webp"), rendition(1200, 630, use="social"))) == large
    assert uncut(image()) is None
    assert uncut(None) is None


def test_picture_is_shown_as_it_is_cut_for_its_place():
    whole, card = rendition(640, 400), rendition(600, 400, use="card")

    assert 'src="/media/600x400.jpeg"' in picture(image(whole, card), alternative="", sizes="9vw", uses=CARDS)
    assert 'src="/media/640x400.jpeg"' in picture(image(whole), alternative="", sizes="9vw", uses=CARDS)


def test_renditions_as_text_are_those_of_the_best_use_smallest_first():
    said = {"media_type": "image/jpeg", "height": 120}
    address = "/admin/articles/article/1/preview/media/480.jpg"
    whole = {"name": "320.jpg", "use": "whole", "width": 320, **said}
    large = {"name": "480.jpg", "address": address, "use": "card", "width": 480, **said}
    small = {"name": "240.jpg", "use": "card", "width": 240, **said}

    read = of_files(as_files({"renditions": [whole, large, small]}, *CARDS))

    assert read == [{"name": "240.jpg", "width": 240, **said}, {"address": address, "width": 480, **said}]
    assert of_files(as_files(None)) == []
