"""The API: what programs give in, and what they read of the one brand that their token is for."""

from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Status

from channels_mgmt.api.choices import Scope
from channels_mgmt.api.models import Token
from channels_mgmt.api.schemas import (
    Asked,
    Batch,
    Error,
    InteractionOut,
    InteractionsPage,
    MessageOut,
    MessagesPage,
    Taken,
)
from channels_mgmt.api.services.tokens import token_of
from channels_mgmt.api.views.doors import TokenAuth, TokenThrottle, token_behind
from channels_mgmt.api.views.errors import ToldError, answer_errors, no_token, refused
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.team.models import Channel
from cmhub.lib.links import link_to
from cmhub.lib.paging import Cursor, Page, field_of, keyset_page

M = TypeVar("M", bound=Model)
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 413, 422, 429, 503, 507), Error)

api = NinjaAPI(
    title="CM Hub",
    version="1",
    urls_namespace="api:v1",
    description="Give the messages of a brand in, and read them and its interactions.",
    docs_url=None,  # the page to try it is our own: that of the library needs scripts of other hosts
    throttle=TokenThrottle(),
)
answer_errors(api)


@api.post(
    "/messages",
    auth=TokenAuth(Scope.MESSAGES_WRITE),
    response={200: Taken, 207: Taken} | REFUSALS,
    url_name="give",
    operation_id="give_messages",
    tags=["messages"],
)
def give_messages(request: HttpRequest, batch: Batch) -> Status:
    """Takes a batch in: each message once, whatever is given twice. 207 where some of it was refused."""
    # Imports NumPy, which processes that answer pages alone do without.
    from channels_mgmt.inbox.services.batches import take_in_batch

    token = token_behind(request)
    summary, refusals = take_in_batch(brand=token.brand, given=batch.messages, through=token.name)
    answer = {
        "read": summary.read,
        "taken": summary.taken,
        "known": summary.known,
        "refused": summary.refused,
        "refusals": [refusal._asdict() for refusal in refusals],
        "warnings": summary.warnings,
    }
    return Status(207 if refusals else 200, answer)


@api.get(
    "/messages",
    auth=TokenAuth(Scope.MESSAGES_READ),
    response={200: MessagesPage} | REFUSALS,
    url_name="messages",
    operation_id="read_messages",
    tags=["messages"],
)
def read_messages(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Messages of the brand by the time they were sent, the newest first."""
    rows = Message.objects.filter(brand=token_behind(request).brand)
    page = page_of(request, rows, asked, field="sent_at")
    return {"messages": [message_out(row) for row in page.rows], "next": page.next or None}


@api.get(
    "/interactions",
    auth=TokenAuth(Scope.INTERACTIONS_READ),
    response={200: InteractionsPage} | REFUSALS,
    url_name="interactions",
    operation_id="read_interactions",
    tags=["interactions"],
)
def read_interactions(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Interactions of the brand by the time of their latest message, the newest first."""
    rows = Interaction.objects.filter(brand=token_behind(request).brand)
    page = page_of(request, rows, asked, field="last_at")
    return {"interactions": [interaction_out(row) for row in page.rows], "next": page.next or None}


def page_of(request: HttpRequest, rows: QuerySet[M], asked: Asked, *, field: str) -> Page[M]:
    """Raises ToldError for a channel that the brand has not, and for a cursor that is none of ours: begun
    anew, a program would read for ever.
    """
    if asked.cursor and Cursor.decode(asked.cursor, field_of(rows, field)) is None:
        raise ToldError(422, _("The cursor is none of ours: begin without one."))
    times: dict[str, datetime] = {}
    if asked.since:
        times[f"{field}__gte"] = asked.since
    if asked.until:
        times[f"{field}__lt"] = asked.until
    if asked.channel:
        rows = rows.filter(channel=channel_of(token_behind(request), asked.channel))
    named = cast(
        "QuerySet[M]",
        rows.filter(**times).annotate(channel_slug=F("channel__slug"), place=F("channel__network")),
    )
    return keyset_page(named, field=field, cursor=asked.cursor, size=asked.limit)


def channel_of(token: Token, slug: str) -> Channel:
    channel = Channel.objects.filter(brand=token.brand, slug=slug).first()
    if channel is None:
        raise ToldError(404, _("The brand has no channel “%(slug)s”.") % {"slug": slug})
    return channel


def message_out(row: Any) -> dict[str, Any]:
    names = set(MessageOut.model_fields) - {"message_id", "interaction", "channel"}
    return {name: getattr(row, name) for name in names} | {
        "message_id": row.external_id,
        "interaction": row.interaction_id,
        "channel": row.channel_slug,
    }


def interaction_out(row: Any) -> dict[str, Any]:
    names = set(InteractionOut.model_fields) - {"channel", "network", "link"}
    return {name: getattr(row, name) for name in names} | {
        "channel": row.channel_slug,
        "network": row.place,
        "link": link_to("desk:interaction", row.pk),
    }


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """What a program gets of an address under the API at which there is nothing."""
    if token_of(request.headers.get("Authorization", "").removeprefix("Bearer ").strip()) is None:
        return no_token(api, request)
    return refused(api, request, status=404, code="not_found")
