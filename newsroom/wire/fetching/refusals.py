"""Why something was not fetched; each text is a sentence for the desk, which names the server and no more of an
address: what follows may be a secret."""


class NotFetched(Exception):
    """Something could not be fetched."""


class NotAllowed(NotFetched):
    """An address that is never fetched, or that leads to one."""


class Unreachable(NotFetched):
    """The server is away, or its connection is not to be trusted."""


class Unfit(NotFetched):
    """The server answers with what is not taken: too much, too slow, broken."""


class Answered(NotFetched):
    """The server answered, but not with what it was asked for: `status` says why, `retry_after_seconds` for how long
    it wants to be left alone."""

    def __init__(self, sentence: str, *, status: int, retry_after_seconds: int | None = None) -> None:
        super().__init__(sentence)
        self.status, self.retry_after_seconds = status, retry_after_seconds
