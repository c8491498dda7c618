"""Before: an Edition. After: `mail/edition.eml`, a whole message (RFC 5322, MIME), and `mail/index.html`, what
it looks like.

The HTML is tables with its style in the tags, which is what Outlook and Gmail both show; what they do not
know they leave out (narrow screens, dark mode). It asks nobody for anything: pictures are parts of the
message. Boundaries, date and id are the edition's, so the same edition gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import quote, urlsplit

import css_inline
import msgspec
from markupsafe import Markup

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.charts import draw_where_fonts, say_alternative
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.mail_text import write_text
from wenzhai.stages.publish.page import PageView
from wenzhai.stages.publish.pictures import SmallPicture, shrink_picture
from wenzhai.stages.publish.reading_assets import read_source, shorten_style
from wenzhai.stages.publish.safe import one_line, safe_url
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.words import words_for

# Gmail cuts a message off at 102 kB of HTML.
MOST_HTML = 100_000
_MOST_PICTURE, _MOST_PICTURES = 120_000, 800_000
_SHOWN, _WIDEST, _CHART = 576, 1200, 480
_NO_HOST = "wenzhai.invalid"


class MailPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of the message: `src` for the tag, `cid` its content id, `shown` its width in pixels,
    `kind` `jpeg`, or `png` of a chart."""

    src: str
    cid: str
    shown: int
    data: bytes
    kind: str = "jpeg"


class MailFormat:
    """The edition as an e-mail, ready to be addressed and sent."""

    name = "email"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        """The message is complete but for its recipient."""
        page = view_edition(edition, context)
        pictures = pick_pictures(edition, page, context) | draw_charts(page, context)
        html = fit_html(page, context, pictures)
        # What was left to the page on the web is not sent.
        pictures = {key: p for key, p in pictures.items() if f'"{p.src}"' in html}
        seen = {key: msgspec.structs.replace(p, src=show(p)) for key, p in pictures.items()}
        preview = fit_html(page, context, seen, most=10 * MOST_HTML)
        message = write_message(edition, page, context, html, pictures)
        return Publication(
            format=self.name,
            entry_point="mail/index.html",
            files={"mail/edition.eml": message, "mail/index.html": preview.encode("utf-8")},
        )


def pick_pictures(
    edition: Edition, page: PageView, context: PublishContext
) -> dict[str, MailPicture]:
    """Pictures by the anchor of their highlight, small enough together to be sent."""
    found: dict[str, MailPicture] = {}
    total = 0
    for item, highlight in zip(page.highlights, edition.highlights, strict=True):
        local = context.pictures.get(highlight.picture.url) if highlight.picture else None
        small = shrink_to_send(local.data) if local and item.picture and item.picture.file else None
        if small is None or total + len(small.data) > _MOST_PICTURES:
            continue
        total += len(small.data)
        cid = f"{item.id}@{find_host(context)}"
        found[item.id] = MailPicture(
            src=f"cid:{cid}", cid=cid, shown=min(_SHOWN, small.width), data=small.data
        )
    return found


def draw_charts(page: PageView, context: PublishContext) -> dict[str, MailPicture]:
    """Charts by their anchor, twice as wide as they are shown."""
    found = {}
    for chart in (chart for item in page.highlights for chart in item.charts):
        data = draw_where_fonts(chart, context, page.language, 2 * _CHART)
        cid = f"{chart.id}@{find_host(context)}"
        if data:
            found[chart.id] = MailPicture(
                src=f"cid:{cid}", cid=cid, shown=_CHART, data=data, kind="png"
            )
    return found


def shrink_to_send(data: bytes) -> SmallPicture | None:
    """A JPEG of at most 120 kB, for screens of twice the density where that is enough."""
    for width, quality in ((_WIDEST, 80), (_WIDEST, 60), (_SHOWN, 70), (_SHOWN, 45)):
        small = shrink_picture(data, width, width, quality=quality)
        if small is None or len(small.data) <= _MOST_PICTURE:
            return small
    return None


def show(picture: MailPicture) -> str:
    """The picture within the preview, which so is one file."""
    return f"data:image/{picture.kind};base64," + base64.b64encode(picture.data).decode("ascii")


def fit_html(
    page: PageView,
    context: PublishContext,
    pictures: Mapping[str, MailPicture],
    most: int = MOST_HTML,
) -> str:
    """The HTML within `most` bytes: where it is longer, the briefs, then the follow-ups, then the last
    highlights are left to the page on the web."""
    shorter = page
    while True:
        html = render_html(shorter, context, pictures)
        if len(html.encode("utf-8")) <= most:
            return html
        if shorter.briefs:
            shorter = msgspec.structs.replace(shorter, briefs=())
        elif shorter.follow_ups:
            shorter = msgspec.structs.replace(shorter, follow_ups=())
        elif len(shorter.highlights) > 1:
            kept = shorter.highlights[: max(1, len(shorter.highlights) * 3 // 4)]
            shorter = msgspec.structs.replace(shorter, highlights=kept)
        else:
            return html[: html.index("<body")] + "<body></body></html>\n"


def render_html(
    page: PageView, context: PublishContext, pictures: Mapping[str, MailPicture]
) -> str:
    """The HTML with its style in the tags."""
    words = words_for(page.language)
    changes = context.theme.tokens if context.theme else ()
    tokens = context.tokens
    fonts = {"display": "Georgia, 'Times New Roman', serif", "text": "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"}  # fmt: skip
    if page.language == "zh":
        fonts = {"display": "'Songti SC', 'Noto Serif CJK SC', 'Noto Serif SC', SimSun, serif", "text": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"}  # fmt: skip
    # What readers of mail have is another list than a page's; a theme's own goes before it.
    own = {c.name: c.value.replace('"', "'") for c in changes if c.block == "type"}
    faces = {"display": "song", "text": "hei"} if page.language == "zh" else {"display": "serif", "text": "sans"}  # fmt: skip
    fonts = {name: own.get(face, fonts[name]) for name, face in faces.items()}
    light, dark = (
        {name: getattr(palette, name) for name in palette.__struct_fields__}
        for palette in (tokens.light, tokens.dark)
    )
    spacing = {"loose": "1.8", "tight": "1.4", "words": "keep-all"} if page.language == "zh" else {"loose": "1.6", "tight": "1.22", "words": "break-word"}  # fmt: skip
    template = fill_template(
        "mail.html.j2",
        context.theme,
        page=page,
        words=words,
        gap="" if page.language == "zh" else " ",
        subject=write_subject(page),
        preview=words["list_semicolon"].join(item.title for item in page.highlights[:3])[:240],
        page_url=find_page(context),
        unsubscribe=find_unsubscribe(context)[0],
        pictures=pictures,
        alternatives={
            c.id: say_alternative(c, page.language) for i in page.highlights for c in i.charts
        },
        seal=light["seal"],
        raised=light["raised"],
        style=Markup(fill_style("mail.css", {**light, **fonts, **spacing})),  # noqa: S704 - our own file
    )
    inliner = css_inline.CSSInliner(
        inline_style_tags=True, keep_style_tags=False, load_remote_stylesheets=False
    )
    html = inliner.inline(template)
    # What no tag can hold goes in afterwards: the inliner would take it out.
    screens = fill_style("mail-screens.css", {**dark, "light_seal": light["seal"]})
    return html.replace("</head>", f"<style>{screens}</style></head>", 1)


def fill_style(name: str, values: Mapping[str, str]) -> str:
    """The style sheet with the design's values in place of their names."""
    style = read_source(name)
    for key, value in values.items():
        style = style.replace(f"{{{key}}}", value)
    # Only now: the space before `{display}` parts a line's height from its font.
    return shorten_style(style)


def write_subject(page: PageView) -> str:
    """`China Digital Weekly, No. 12: the first headline`."""
    words = words_for(page.language)
    first = one_line(page.highlights[0].title) if page.highlights else one_line(page.dates)
    subject = (
        f"{one_line(page.edition.title)}{words['card_gap']}{page.number}{words['colon']}{first}"
    )
    return subject if len(subject) <= 180 else subject[:179] + "…"


def find_page(context: PublishContext) -> str:
    """The edition's page on the web; empty where there is none."""
    root = safe_url(context.base_url)
    path = quote(context.path.strip("/"))
    return f"{root.rstrip('/')}/{path}/index.html".replace("//index", "/index") if root else ""


def find_host(context: PublishContext) -> str:
    """The host that ids of messages and parts are made with."""
    return urlsplit(safe_url(context.base_url)).hostname or _NO_HOST


def find_unsubscribe(context: PublishContext) -> tuple[str, bool]:
    """Where to unsubscribe (https or mailto; empty where it is not known), and whether one click, which
    is a POST to an https address (RFC 8058), is enough."""
    asked = context.unsubscribe.strip()
    if asked.startswith("mailto:") and asked.isascii() and not set(asked) & set(' <>"\r\n'):
        return asked, False
    url = safe_url(asked)
    if not url and context.base_url and (root := safe_url(context.base_url)):
        url = f"{root.rstrip('/')}/unsubscribe"
    return url, url.startswith("https://")


def write_message(
    edition: Edition,
    page: PageView,
    context: PublishContext,
    html: str,
    pictures: Mapping[str, MailPicture],
) -> bytes:
    """The message with its text, its HTML and its pictures; lines end in CRLF."""
    at = edition.updated_at or datetime.combine(edition.ends_on, time(), UTC)
    digest = hashlib.sha256(html.encode("utf-8")).hexdigest()[:32]
    # One line for a subject in English: parsers differ in what they make of folds.
    message = EmailMessage(policy=SMTP.clone(max_line_length=200))
    message["Subject"] = write_subject(page)
    message["From"] = find_sender(page, context)
    message["Date"] = format_datetime(at.astimezone(UTC))
    name = "".join(c for c in edition.id if c.isascii() and (c.isalnum() or c in "-_."))
    message["Message-ID"] = f"<{name or 'edition'}.{digest}@{find_host(context)}>"
    beat = "".join(c for c in edition.beat if c.isascii() and (c.isalnum() or c in "-_")) or "news"
    message["List-Id"] = f"<{beat}.{page.language}.{find_host(context)}>"
    address, one_click = find_unsubscribe(context)
    if address:
        message["List-Unsubscribe"] = f"<{address}>"
    if one_click:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(write_text(page, find_page(context), address), cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    message["Content-Language"] = page.lang
    body = message.get_payload(1)
    for key, picture in pictures.items():
        body.add_related(  # type: ignore[union-attr]
            picture.data,
            "image",
            picture.kind,
            cid=f"<{picture.cid}>",
            filename=f"{key}.{'jpg' if picture.kind == 'jpeg' else picture.kind}",
            disposition="inline",
        )
    for number, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")
    return message.as_bytes()


def find_sender(page: PageView, context: PublishContext) -> Address:
    """The sender that the newsroom names, under the edition's title; else a placeholder which no
    message can be sent from."""
    _, named = parseaddr(context.sender)
    local, at, domain = named.rpartition("@")
    title = one_line(context.site_title or page.edition.title)[:120]
    if at and named.isascii() and named.isprintable():
        return Address(title, local, domain)
    return Address(title, "edition", find_host(context))
