"""What follows an answer that somebody left through a preview link: whoever made the link hears of it, and whoever
is assigned."""

from __future__ import annotations

from newsroom.previews.models import PreviewReply

from .inbox.telling import Event, tell


def tell_of_reply(reply: PreviewReply) -> int:
    """Returns how many were told. The name is what somebody typed, and the sentence says so."""
    article = reply.link.article
    event = Event(
        key=f"reply:{reply.pk}",
        article=article,
        happened=f"link_{reply.kind}",
        at=reply.left_at,
        by_name=reply.name,
        words=reply.text,
    )
    return len(tell(event, [reply.link.made_by_id, article.assignee_id]))
