"""What the worker does: what follows a move, and what is due. Deferred by name from `articles`."""

from django.db import transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from articles import catching_up, indexing, timed
from articles.models import TimedChange, Transition
from articles.moves import AFTER_FAILED_CHANGE, AFTER_MOVE, AHEAD_OF_ALL, RUN_DUE
from articles.pictures import public_files, rendering
from newsroom.fronts import rederiving
from newsroom.fronts.due import AFTER_FAILED_FRONT
from newsroom.fronts.models import TimedArrangement
from newsroom.previews.models import PreviewReply
from newsroom.previews.replies import AFTER_PREVIEW_REPLY
from newsroom.wire.filing.proposing import AFTER_PROPOSAL
from newsroom.wire.models import ProposedUpdate

from . import due, news
from .after_failed_change import tell_of_failed_front, tell_of_failure
from .after_licence import tell_of_licences
from .after_move import tell_people
from .after_preview_reply import tell_of_reply
from .after_proposal import tell_of_proposal
from .inbox.outbox import SEND_MAIL, send_waiting
from .incoming.clearing import clear_away
from .pings import indexnow, websub
from .pings.following import PING_HUB, PING_SEARCH_ENGINES, tell_the_web
from .pings.sending import PingFailed

INDEX_WAITING = "newsroom.desk.jobs.index_waiting"
BEHIND_ALL = -100  # the priority of what nobody waits for
LATER = RetryStrategy(max_attempts=8, exponential_wait=4)  # a mail server may be away for a night
PING_LATER = RetryStrategy(max_attempts=7, exponential_wait=4, retry_exceptions={PingFailed})  # over an hour


@app.task(name=AFTER_MOVE, retry=LATER)
def after_move(transition_id: int) -> None:
    """Tells people and the web of a move: everything or, to be tried again, nothing. What may have to be sent more
    than once, pings and mail, is a job each, deferred in this one's transaction."""
    transition = Transition.objects.select_related("article__section", "actor").get(pk=transition_id)
    public_files.take_away_unused()
    with transaction.atomic():
        tell_the_web(transition)
        if tell_people(transition):
            app.configure_task(SEND_MAIL).defer()


@app.task(name=PING_HUB, retry=PING_LATER)
def ping_hub(paths: list[str]) -> None:
    """Tells the WebSub hub which feeds have something new."""
    websub.ping(paths)


@app.task(name=PING_SEARCH_ENGINES, retry=PING_LATER)
def ping_search_engines(paths: list[str]) -> None:
    """Tells search engines which addresses have changed."""
    indexnow.ping(paths)


@app.task(name=AFTER_FAILED_CHANGE, retry=LATER)
def after_failed_change(change_id: int) -> None:
    """Tells people of a timed change that failed or was given up."""
    tell_of_failure(TimedChange.objects.select_related("article__section").get(pk=change_id))
    send_waiting()


@app.task(name=AFTER_FAILED_FRONT, retry=LATER)
def after_failed_front(change_id: int) -> None:
    """Tells people of a change of a front that did not come; `newsroom.fronts` defers it with the failure."""
    tell_of_failed_front(TimedArrangement.objects.select_related("front__section__parent").get(pk=change_id))
    send_waiting()


@app.task(name=AFTER_PREVIEW_REPLY, retry=LATER)
def after_preview_reply(reply_id: int) -> None:
    """Tells people of an answer that came by a preview link; `newsroom.previews` defers it with the answer."""
    tell_of_reply(PreviewReply.objects.select_related("link__article__section").get(pk=reply_id))
    send_waiting()


@app.task(name=AFTER_PROPOSAL, retry=LATER)
def after_proposal(proposal_id: int) -> None:
    """Tells people of a newer version of a story that the desk has in hand; `newsroom.wire` defers it with that."""
    related = ("item__source", "item__article__section__parent")
    tell_of_proposal(ProposedUpdate.objects.select_related(*related).get(pk=proposal_id))
    send_waiting()


@app.periodic(cron="*/5 * * * *")
@app.task(name=SEND_MAIL, retry=LATER)
def send_mail(timestamp: int = 0) -> None:
    """Sends the mail that waits: right after a note, and what is left over from a time without a mail server."""
    send_waiting()


@app.task(name=indexing.INDEX_AUTHOR, retry=LATER)
def index_stories_of(author_id: int) -> None:
    """Lets the stories of a renamed author be found by the new name; `articles.reference` defers it."""
    indexing.index_stories_of(author_id)


@app.periodic(cron="* * * * *")
@app.task(name=INDEX_WAITING, priority=BEHIND_ALL, lock=INDEX_WAITING, queueing_lock=INDEX_WAITING)
def index_waiting(timestamp: int) -> None:
    """Lets stories be found that came in, or were published, by the hundred; one job at a time, until none waits."""
    catching_up.index_waiting()


@app.task(name=rendering.RENDER_PICTURE, retry=LATER)
def render_picture(image_id: int) -> None:
    """Makes the renditions of a picture; `articles.pictures` defers it with each change that asks for others."""
    rendering.render(image_id)


@app.periodic(cron="23 * * * *")
@app.task(name="newsroom.desk.jobs.take_away_unused", retry=LATER)
def take_away_unused(timestamp: int) -> None:
    """Takes away what a move or a crash left with readers though no live story uses it."""
    public_files.take_away_unused()


@app.periodic(cron="* * * * *")
@app.task(name=RUN_DUE, priority=AHEAD_OF_ALL)
def run_due(timestamp: int) -> None:
    """Runs what is due: each minute, and at the very moment of each change, for which `timed.schedule` defers it."""
    due.run_all()


@app.periodic(cron="* * * * *")
@app.task(name="newsroom.desk.jobs.let_old_news_leave")
def let_old_news_leave(timestamp: int) -> None:
    """Takes out of the news sitemap what is two days old by now."""
    news.let_old_news_leave()


@app.periodic(cron="7 * * * *")
@app.task(name="newsroom.desk.jobs.rederive")
def rederive(timestamp: int) -> None:
    """Keeps what waits at the local time that was typed when a government moves its clocks."""
    timed.rederive()
    rederiving.rederive()


@app.periodic(cron="17 4 * * *")
@app.task(name="newsroom.desk.jobs.clear_away_untouched", retry=LATER)
def clear_away_untouched(timestamp: int) -> None:
    """Deletes what the wire brought long ago and nobody touched; the keys stay, so that it is not filed again."""
    clear_away()


@app.periodic(cron="11 5 * * *")
@app.task(name="newsroom.desk.jobs.tell_of_ended_licences", retry=LATER)
def tell_of_ended_licences(timestamp: int) -> None:
    """Tells editors of pictures before readers whose licence has ended, each day of those of the last days."""
    tell_of_licences()
    send_waiting()


@app.periodic(cron="*/5 * * * *")
@app.task(name="newsroom.desk.jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Gives the jobs of a worker that was killed to another one, but for those of which the next one waits already."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
