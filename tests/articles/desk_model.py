"""A desk in a few lines: what the agreed table makes of a sequence of moves, kept apart from the code it tests."""

from dataclasses import dataclass, field

from tests.articles.design_table import table

RANKS = {"own reporter": 1, "other reporter": 1, "editor": 2, "second editor": 2, "chief": 3}
TABLE = table()
GIVES_TO_READERS = ("publish", "publish_urgent", "fix_typo", "publish_import", "schedule", "release")


@dataclass
class StoryModel:
    """Where a story stands. `revisions` are (author, content); `changes` are [pinned content, what happens to it,
    status, number of the pinned revision]."""

    desk: str
    content: tuple
    creator: str | None = None
    readers: str = "none"
    assignee: str | None = None
    submitter: str | None = None
    embargoed: bool = False
    blocks: int = 0
    moves: int = 0
    spiked_from: str = ""
    published: tuple | None = None
    published_number: int = 0
    is_imported: bool = True  # nothing but imports has given it to readers
    revisions: list = field(default_factory=list)
    changes: list = field(default_factory=list)

    def allows(self, action, role):
        """ "right", "state" or "words" is what refuses the move; "" if nothing does."""
        right, desk, readers = TABLE["edit" if action == "restore" else action]
        if not self.has_right(right, role):
            return "right"
        if self.desk not in desk or self.readers not in readers:
            return "state"
        if action in GIVES_TO_READERS and (self.blocks or self.embargoed):
            return "words"
        if action == "publish_import" and self.desk == "published" and not self.is_imported:
            return "words"
        if action == "approve" and self.lacks_four_eyes(role):
            return "right"
        counted = {"clear_block": self.blocks, "unschedule": len(self.open_changes())}
        if counted.get(action, 1) != 1 or (action == "lift_embargo" and not self.embargoed):
            return "words"
        return ""

    def has_right(self, right, role):
        rank = RANKS.get(role, 0)
        works = role in (self.creator, self.assignee)
        edits = role == self.submitter if self.desk == "in_review" else works
        own = role == self.creator
        return {
            "reporter": rank >= 1,
            "works": rank >= 2 or works,
            "edits": rank >= 2 or edits,
            "own_draft": rank >= 2 or (own and self.desk == "draft"),
            "spikes": rank >= 2 or (own and self.desk in ("draft", "spiked")),
            "embargoes": rank >= 2 or (own and self.desk == "draft") or role == "trusted source",
            "blocks": rank >= 2 or role == "trusted source",
            "imports": rank >= 3 or role == "trusted source",
            "editor": rank >= 2,
            "chief": rank >= 3,
        }[right]

    def lacks_four_eyes(self, role):
        since = {author for author, _content in self.revisions[self.published_number :] if author}
        return role == self.submitter or since == {role}

    def open_changes(self):
        return [change for change in self.changes if change[2] in ("waiting", "suspended")]

    def keep(self, content, *, author=None):
        """A revision, unless nothing differs from the newest."""
        if self.revisions and self.revisions[-1][1] == content:
            return False
        self.revisions.append((author, content))
        self.content = content
        return True

    def touch(self):
        if not self.revisions:
            self.keep(self.content)

    def set_changes(self, status, *, of):
        for change in self.changes:
            if change[2] in of:
                change[2] = status

    def suspend(self):
        """A publication waits no more; a hold still does."""
        for change in self.changes:
            if change[1:3] == ["publish", "waiting"]:
                change[2] = "suspended"

    def cancel_where(self, number_fits):
        for change in self.open_changes():
            if change[1] == "publish" and number_fits(change[3]):
                change[2] = "cancelled"

    def give_readers(self, *, is_imported=False):
        self.is_imported = self.is_imported and is_imported
        self.published, self.published_number = self.content, len(self.revisions)
        self.cancel_where(lambda number: number <= self.published_number)
        self.desk, self.submitter = "published", None
        self.readers = "held" if self.readers == "held" else "live"

    def run_due(self):
        """Whatever waits has come due: in order, it happens or fails."""
        for change in self.changes:
            if change[2] == "waiting":
                change[2] = "done" if self.may_run(change) else "failed"
                if change[2] == "done":
                    self.moves += 1
                    self.run(change)

    def may_run(self, change):
        _content, what, _status, number = change
        if what == "hold":
            return self.readers == "live"
        is_overtaken = self.readers != "none" and number < self.published_number
        is_free = self.desk != "spiked" and self.readers in ("none", "live") and not (self.blocks or self.embargoed)
        return is_free and not is_overtaken

    def run(self, change):
        """The hold, or the pinned content for readers, whatever is written by now."""
        content, what, _status, number = change
        if what == "hold":
            self.readers = "held"
            self.suspend()
            return
        self.published, self.readers, self.published_number = content, "live", number
        self.is_imported = False
        self.cancel_where(lambda other: other <= number)
        if content == self.content:
            self.desk, self.submitter = "published", None

    def move(self, action, role, *, content=None, assignee=None, keep=False):
        """Makes an allowed move."""
        before = self.desk, self.readers
        touching = ("take", "assign", "publish_import", "spike", "block", "lift_embargo", "schedule", "schedule_hold")
        if action in touching:
            self.touch()
        if action == "set_embargo" and not (role == "trusted source" and not self.moves):
            self.touch()
        silent = getattr(self, f"_{action}")(role, content=content, assignee=assignee, keep=keep)
        self.moves += not silent
        return before

    def _take(self, role, **words):
        self.desk, self.assignee = "draft", role

    def _assign(self, role, *, assignee, **words):
        self.assignee = assignee

    def _edit(self, role, *, content, **words):
        if not self.keep(content, author=role):
            return True
        self.desk = "in_review" if self.desk == "in_review" else "draft"
        return None

    _restore = _edit

    def _submit(self, role, **words):
        self.desk, self.submitter = "in_review", role

    def _take_back(self, role, **words):
        self.desk, self.submitter = "draft", None

    _send_back = _take_back

    def _approve(self, role, **words):
        self.desk = "approved"

    def _publish(self, role, **words):
        self.give_readers()

    _publish_urgent = _publish

    def _publish_import(self, role, *, content, **words):
        """A chief who publishes what came has chosen it; a newer version takes its place by itself alone."""
        is_newer = self.desk == "published"
        if is_newer:
            self.keep(content)
        self.give_readers(is_imported=is_newer or role == "trusted source")

    def _fix_typo(self, role, *, content, **words):
        self.keep(content, author=role)
        self.give_readers()

    def _schedule(self, role, *, what="publish", **words):
        same = [change for change in self.changes if change[1:] == [what, "waiting", len(self.revisions)]]
        if not same:
            self.changes.append([self.content, what, "waiting", len(self.revisions)])

    def _schedule_hold(self, role, **words):
        self._schedule(role, what="hold")

    def _unschedule(self, role, **words):
        self.set_changes("cancelled", of=("waiting", "suspended"))

    def _hold(self, role, **words):
        self.readers = "held"
        self.suspend()

    def _release(self, role, *, keep, **words):
        self.readers = "live"
        self.set_changes("waiting" if keep else "cancelled", of=("suspended",))

    def _retract(self, role, **words):
        self.readers = "retracted"
        self.set_changes("cancelled", of=("waiting", "suspended"))

    def _reinstate(self, role, **words):
        self.readers = "held"

    def _remove(self, role, **words):
        self.readers = "removed"
        self.set_changes("cancelled", of=("waiting", "suspended"))

    def _block(self, role, **words):
        self.blocks += 1
        self.readers = "held" if self.readers == "live" else self.readers
        self.suspend()

    def _clear_block(self, role, **words):
        self.blocks -= 1
        if self.readers != "held":
            self.set_changes("cancelled", of=("suspended",))

    def _spike(self, role, **words):
        self.spiked_from, self.desk, self.submitter = self.desk, "spiked", None
        self.set_changes("cancelled", of=("waiting", "suspended"))

    def _unspike(self, role, **words):
        self.desk = "incoming" if self.spiked_from == "incoming" else "draft"

    def _discard_changes(self, role, **words):
        self.cancel_where(lambda number: number > self.published_number)
        self.keep(self.published, author=role)
        self.desk, self.submitter = "published", None

    def _set_embargo(self, role, **words):
        self.embargoed = True
        self.suspend()
        return role == "trusted source" and not self.moves

    def _lift_embargo(self, role, **words):
        self.embargoed = False
        if not self.blocks:
            self.set_changes("cancelled", of=("suspended",))
