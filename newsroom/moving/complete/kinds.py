"""The kinds of records in a complete export, in its order, and every field of each.

Each field of each model is here or in `left_out.py` with a reason; a test holds both against the models.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Field, ForeignKey, Model, OuterRef, QuerySet

from articles.models import (
    Article,
    Author,
    Block,
    Collection,
    Correction,
    FormerAddress,
    Image,
    OldAddress,
    OtherOriginal,
    PictureChange,
    Publication,
    PublicationByline,
    PublishedVersion,
    Redirect,
    ReferenceChange,
    Revision,
    RevisionNote,
    Section,
    TimedChange,
    Topic,
    Transition,
)
from articles.models.article import Byline, RelatedArticle
from newsroom.about.models import ContactVersion, PolicyPage, PolicyVersion
from newsroom.desk.models import Note, SavedSearch, TakeOver
from newsroom.fronts.models import Arrangement, Banner, Front, TimedArrangement
from newsroom.moving.models import TakenComment
from newsroom.previews.models import PreviewLink, PreviewReply
from newsroom.readership.models import HourlyReads, MostRead
from newsroom.responses.models import Ban, Decision, Letter, Reply, StoryLetters
from newsroom.wire.models import ProposedUpdate, Source, TakenPicture, WireItem


@dataclass(frozen=True)
class Kind:
    """One kind of record: the rows of a model, each with its number, its fields and lists of others' numbers.

    `bodies` are fields with HTML. `file` is the field that names a private file: an export has the file's SHA-256
    there, "" where it was erased and null where it was lost.
    """

    name: str
    model: type[Model]
    words: str  # the fields, with spaces between
    lists: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    file: str = ""
    only: Mapping[str, object] = field(default_factory=dict)  # the rows that are exported at all

    @property
    def plural(self) -> str:
        return f"{self.name.replace('_', ' ')}{'es' if self.name.endswith(('ch', 'ss')) else 's'}"

    @cached_property
    def key(self) -> str:
        return self.model._meta.pk.name

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(self.model._meta.get_field(name) for name in self.words.split())

    @property
    def people(self) -> Iterable[str]:
        """The fields that name somebody of the newsroom."""
        return (
            one.name for one in self.fields if isinstance(one, ForeignKey) and one.related_model is get_user_model()
        )

    def rows(self) -> QuerySet:
        """The model's rows in the order of an export."""
        return self.model._default_manager.filter(**self.only).order_by("pk")

    def listed(self, name: str) -> ArraySubquery:
        """The numbers in a list of each row, in order."""
        through, own, other = self.through(name)
        return ArraySubquery(through.objects.filter(**{own: OuterRef("pk")}).order_by(other).values(other))

    def through(self, name: str) -> tuple[type[Model], str, str]:
        """The table of a list, its column for the row and its column for what is listed."""
        many = self.model._meta.get_field(name)
        through = many.remote_field.through
        return through, f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"


PERSON = "person"  # is written by hand: names alone
REFERENCE = "slug names aliases first_shown_at changed_for_readers_at"
OF_A_FILE = "sha256 media_type width height likeness"
SAID = "captions alternatives creator credit source copyright_notice usage_terms licence_url licence_expires_on"
TEXT = "kicker headline standfirst slug dateline_place source credit_line search_title search_description"
POLICY = "title description body is_shown"
TIMED = "run_at zone local_time fold scheduled_by status attempts error created_at finished_at"

KINDS: tuple[Kind, ...] = (
    Kind("section", Section, f"{REFERENCE} parent order four_eyes hidden checklist"),
    Kind("author", Author, f"{REFERENCE} kind biographies"),
    Kind("topic", Topic, REFERENCE),
    Kind("former_path", FormerAddress, "old_path section author topic"),
    Kind("reference_change", ReferenceChange, "model slug by at before after"),
    Kind(
        "picture",
        Image,
        f"original {OF_A_FILE} {SAID} is_sensitive people place taken_at is_confirmed focal_x focal_y suggested crops"
        " uploaded_by uploaded_at withdrawn_at changed_for_readers_at",
        file="original",
    ),
    Kind("other_original", OtherOriginal, f"image file {OF_A_FILE} is_next added_at", file="file"),
    Kind("picture_change", PictureChange, "image action by at before after reason"),
    Kind("collection", Collection, "name made_by made_at", lists=("pictures",)),
    Kind(
        "article",
        Article,
        f"{TEXT} language section section_label body lead_image lead_caption lead_alternative translation_of"
        " desk_state embargo embargo_until assignee due_at priority created_by created_at changed_at"
        " published_at_source submitted_by head_revision approved_revision in_step_with stale_since stale_because",
        lists=("topics",),
        bodies=("body",),
    ),
    Kind("byline", Byline, "article author name role position"),
    Kind("related_article", RelatedArticle, "article other position"),
    Kind("revision", Revision, "article number author source saved_at name note schema digest content"),
    Kind(
        "move",
        Transition,
        "article number action desk_from desk_to readers_from readers_to actor source trusted_by at revision_digest"
        " reason details previous_hash hash",
    ),
    Kind("block", Block, "article kind text raised_by raised_by_source raised_at cleared_by cleared_at"),
    Kind("revision_note", RevisionNote, "article kind revision text by at"),
    Kind(
        "publication",
        Publication,
        f"{TEXT} article revision status language path section top_section translation_group body_html lead_image"
        " lead_caption lead_alternative lead_credit related notice stale_since first_published_at updated_at"
        " changed_at",
        lists=("pictures", "topics"),
        bodies=("body_html",),
    ),
    Kind("published_byline", PublicationByline, "publication author name role position"),
    Kind(
        "published_version",
        PublishedVersion,
        "publication number revision kind published_at headline standfirst body_html struck_at struck_by"
        " struck_because",
        bodies=("body_html",),
    ),
    Kind("correction", Correction, "publication kind text before after published_at"),
    Kind("redirect", Redirect, "old_path publication"),
    Kind("old_address", OldAddress, "key article path section author topic language"),
    Kind("timed_change", TimedChange, f"{TIMED} article revision action kind text live_revision source"),
    Kind("note", Note, "article author text called written_at done_by done_at"),
    Kind("take_over", TakeOver, "article taken_by taken_from had_changes reason at"),
    Kind("saved_search", SavedSearch, "person name query is_shared created_at"),
    Kind(
        "preview_link",
        PreviewLink,
        "article revision label made_by made_at lasts revoked_by revoked_at opened_count last_opened_at",
    ),
    Kind("preview_answer", PreviewReply, "link kind name text left_at"),
    Kind(
        "wire_source",
        Source,
        "name kind address folder moves_files header_name poll_minutes format language zone section credit_line"
        " takes_pictures publishes trusted_by holds_what_is_killed created_at",
    ),
    Kind(
        "wire_item",
        WireItem,
        "source format external_id digest version version_at exported_at standing keyword desk_note old_addresses"
        " status article path number line reason language local_time published_at source_text shingles same_story_as"
        " received_at changed_at cleared_at",
    ),
    Kind(
        "proposed_update",
        ProposedUpdate,
        "item digest version values notes received_at decided_at decided_by is_taken",
    ),
    Kind("taken_picture", TakenPicture, "source address image"),
    Kind("taken_comment", TakenComment, "article external_id letter"),
    Kind("policy_page", PolicyPage, f"{POLICY} name language number changed_at", bodies=("body",)),
    Kind("policy_version", PolicyVersion, f"{POLICY} page number restores by at", bodies=("body",)),
    Kind("contact_version", ContactVersion, "number mail telephone postal_address profiles by at"),
    Kind("front", Front, "section language number"),
    Kind("arrangement", Arrangement, "front number slots digest by at note restores"),
    Kind("timed_arrangement", TimedArrangement, f"{TIMED} front slots note started_from cancelled_by became"),
    Kind("banner", Banner, "texts article ends_at by at ended_by ended_at"),
    Kind(
        "letter",
        Letter,
        "publication in_reply_to name email text shortened status sent_at decided_at decided_by text_key",
    ),
    Kind("decision", Decision, "action letter_number publication by source at reason details"),
    Kind("answer", Reply, "letter text by at status attempts error sent_at"),
    Kind("ban", Ban, "kind value reason letter by at until ended_at ended_by", only={"kind__in": ["mail", "words"]}),
    Kind("letters_choice", StoryLetters, "is_open by at"),
    Kind("read_hour", HourlyReads, "publication hour reads"),
    Kind("most_read_place", MostRead, "language period position publication"),
)
