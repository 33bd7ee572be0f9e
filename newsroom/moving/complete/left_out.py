"""What a complete export does not hold, each with its reason: what is made anew from the rest, and what is nobody
else's."""

from collections.abc import Mapping

MADE_ANEW = "made anew from what is exported"
SECRET = "a secret, or what somebody signs in with"
PERSONAL = "somebody's own at the desk, of no use without their account"
PASSING = "of the moment: it tells of a page, a job or a form that is under way"
ASKS_NOBODY = "a newsroom that was taken in asks nobody for stories before somebody there lets it"
OF_A_READER = "tells where a reader wrote from"

FIELDS: Mapping[str, Mapping[str, str]] = {
    "articles.Image": {"recipe": MADE_ANEW},
    "articles.Article": {"history_length": MADE_ANEW, "history_head": MADE_ANEW},
    "previews.PreviewLink": {"token_hash": SECRET},
    "wire.Source": {"header_value_sealed": SECRET, "is_paused": ASKS_NOBODY},
    "responses.Letter": {"place_key": OF_A_READER},
}
# Of a person only what stands beside their work; a membership is told with its person.
OF_A_PERSON = {"id", "username", "first_name", "last_name"}
MODELS: Mapping[str, str] = {
    "articles.Rendition": MADE_ANEW,
    "articles.StoryTerms": MADE_ANEW,
    "articles.Unindexed": PASSING,
    "articles.PictureTerms": MADE_ANEW,
    "articles.PublicationTerms": MADE_ANEW,
    "articles.Edition": MADE_ANEW,
    "articles.BulkMove": PASSING,
    "articles.BulkOutcome": PASSING,
    "fronts.Watch": MADE_ANEW,
    "pagecache.CdnCopies": PASSING,
    "wire.Poll": PASSING,
    "wire.Polling": PASSING,
    "wire.SourceFile": PASSING,
    "readership.CountedLog": PASSING,
    "responses.PlaceSecret": SECRET,
    "responses.Digest": PERSONAL,
    "desk.InboxItem": PERSONAL,
    "desk.Mail": PERSONAL,
    "desk.Choices": PERSONAL,
    "desk.KeptText": PERSONAL,
    "desk.Presence": PASSING,
    "accounts.CacheEntry": PASSING,
    "accounts.PersonChange": PERSONAL,
    "accounts.RecoveryCode": SECRET,
    "accounts.User_groups": PERSONAL,
    "accounts.User_user_permissions": PERSONAL,
    "keys.ApiKey": SECRET,
    "keys.KeyChange": SECRET,
    "keys.Use": PASSING,
    "account.EmailAddress": PERSONAL,
    "account.EmailConfirmation": SECRET,
    "mfa.Authenticator": SECRET,
    "usersessions.UserSession": SECRET,
    "sessions.Session": SECRET,
    "auth.Group": PERSONAL,
    "auth.Group_permissions": PERSONAL,
    "auth.Permission": MADE_ANEW,
    "contenttypes.ContentType": MADE_ANEW,
    "admin.LogEntry": PERSONAL,
    "procrastinate.ProcrastinateWorker": PASSING,
    "procrastinate.ProcrastinateJob": PASSING,
    "procrastinate.ProcrastinateEvent": PASSING,
    "procrastinate.ProcrastinatePeriodicDefer": PASSING,
}
