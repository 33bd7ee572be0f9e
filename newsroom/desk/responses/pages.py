"""Where the pages of letters are."""

from django.urls import path

from .other_pages import OtherPages
from .queue_pages import QueuePages


class LettersPages(QueuePages, OtherPages):
    """The pages of a desk's site."""

    def __init__(self, site):
        self.site = site

    def urls(self):
        door = self.site.admin_view
        return [
            path("letters/", door(self.queue_view), name="letters"),
            path("letters/decide/", door(self.decide_view), name="letters_decide"),
            path("letters/blocks/", door(self.blocks_view), name="letters_blocks"),
            path("letters/blocks/<str:number>/end/", door(self.end_block_view), name="letters_block_end"),
            path("letters/digest/", door(self.digest_view), name="letters_digest"),
            path("letters/story/<str:number>/", door(self.story_view), name="letters_story"),
            path("letters/readers/", door(self.readers_view), name="letters_readers"),
            path("letters/<str:number>/", door(self.letter_view), name="letter"),
            path("letters/<str:number>/shorten/", door(self.shorten_view), name="letter_shorten"),
            path("letters/<str:number>/reply/", door(self.reply_view), name="letter_reply"),
        ]
