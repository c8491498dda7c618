"""The nouns of a newsroom as frozen types, one file a noun. No I/O, no logic beyond their keys."""

from wenzhai.model.answer import Answer, AnswerPart
from wenzhai.model.article import Article, ArticleKind, Passage, Picture
from wenzhai.model.beat import Beat, PeriodKind, Terms
from wenzhai.model.checked import (
    CheckedPart,
    CheckedSentence,
    CheckedSource,
    CheckedText,
    Excerpt,
)
from wenzhai.model.claim import (
    Check,
    ClaimCheck,
    Evidence,
    FigureCheck,
    SourceText,
    Verdict,
    worst,
)
from wenzhai.model.client_text import (
    CLIENT_TEXT_KINDS,
    ClientItem,
    ClientSection,
    ClientText,
    ClientTextKind,
)
from wenzhai.model.edition import Brief, ComingUp, Edition, FollowUp, NumberOfTheWeek, Publication
from wenzhai.model.entry import Batch, Entry, Page, Sighting, content_key, make_entry_id
from wenzhai.model.figure import Figure
from wenzhai.model.highlight import Citation, Disagreement, Highlight, Sentence, SourceRef
from wenzhai.model.name import Name, NameKind
from wenzhai.model.period import read_days
from wenzhai.model.source import Rights, Source, SourceHealth
from wenzhai.model.story import (
    ChangeKind,
    Grouped,
    GroupItem,
    Judgement,
    JudgementKind,
    Link,
    RankedStory,
    Reason,
    Story,
    StoryChange,
    StoryKind,
)
from wenzhai.model.story_page import StoryMember, StoryPage, TimelineEntry
from wenzhai.model.style import Avoided, HouseStyle
from wenzhai.model.withheld import WithheldSentence

__all__ = [
    "CLIENT_TEXT_KINDS",
    "Answer",
    "AnswerPart",
    "Article",
    "ArticleKind",
    "Avoided",
    "Batch",
    "Beat",
    "Brief",
    "ChangeKind",
    "Check",
    "CheckedPart",
    "CheckedSentence",
    "CheckedSource",
    "CheckedText",
    "Citation",
    "ClaimCheck",
    "ClientItem",
    "ClientSection",
    "ClientText",
    "ClientTextKind",
    "ComingUp",
    "Disagreement",
    "Edition",
    "Entry",
    "Evidence",
    "Excerpt",
    "Figure",
    "FigureCheck",
    "FollowUp",
    "GroupItem",
    "Grouped",
    "Highlight",
    "HouseStyle",
    "Judgement",
    "JudgementKind",
    "Link",
    "Name",
    "NameKind",
    "NumberOfTheWeek",
    "Page",
    "Passage",
    "PeriodKind",
    "Picture",
    "Publication",
    "RankedStory",
    "Reason",
    "Rights",
    "Sentence",
    "Sighting",
    "Source",
    "SourceHealth",
    "SourceRef",
    "SourceText",
    "Story",
    "StoryChange",
    "StoryKind",
    "StoryMember",
    "StoryPage",
    "Terms",
    "TimelineEntry",
    "Verdict",
    "WithheldSentence",
    "content_key",
    "make_entry_id",
    "read_days",
    "worst",
]
