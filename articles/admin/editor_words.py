"""What the body editor says: its buttons by the names that its menu has for them, and the sentences of its scripts."""

from django.utils.translation import gettext_lazy as _

BUTTONS = {
    "heading2": _("Heading"),
    "heading3": _("Smaller heading"),
    "heading4": _("Smallest heading"),
    "bulletList": _("List with bullets"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "horizontalRule": _("Dividing line"),
    "aside": _("Fact box"),
    "pullQuote": _("Pull quote"),
    "cite": _("Who said it"),
    "language": _("In another language"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "strike": _("Struck through"),
    "subscript": _("Subscript"),
    "superscript": _("Superscript"),
    "code": _("Code"),
    "link": _("Link"),
    "storyLink": _("Story link"),
    "unlink": _("Remove the link"),
    "picture": _("Picture"),
    "embed": _("Embed"),
    "table": _("Table"),
    "table:caption": _("Caption of the table"),
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Remove this column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Remove this row"),
    "table:mergeCells": _("Merge cells"),
    "table:splitCell": _("Split this cell"),
    "table:toggleHeaderCell": _("Header cell"),
    "table:deleteTable": _("Remove the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
    "html": _("Edit as HTML"),
    "keys": _("Keyboard shortcuts"),
}
SENTENCES = {
    "toolbar": _("Formatting"),
    "picture": _("Picture %(number)s"),
    "noCaption": _("Without a caption"),
    "noPicture": _("Picture %(number)s is not in the library. Remove it or choose another."),
    "noStory": _("The story that this link leads to is not yours to see."),
    "embedded": _("Embed"),
    "remove": _("Remove from the story"),
    "looking": _("Looking…"),
    "leadsTo": _("Leads to:"),
    "notLive": _("Readers see these words without a link until that story is live."),
    "noPictures": _(
        "The pictures in what you pasted were left out. Add them to the library, then use the button Picture."
    ),
    "badAddress": _(
        "This is no address for a link. It starts with https://, http:// or mailto:, or with / on our site."
    ),
    "offline": _("The newsroom cannot be reached. Your text is not lost; try again in a moment."),
    "refused": _("You are not signed in any more, or may not see this. Your text is not lost; sign in in another tab."),
}
