"""The nouns of a newsroom as frozen types, one file a noun. No I/O, no logic beyond their keys."""

from wenzhai.model.answer import Answer, AnswerPart
from wenzhai.model.article import Article, ArticleKind, Passage, Picture
from wenzhai.model.beat import Beat, PeriodKind, Terms
from wenzhai.model.chart import Chart, ChartKind, ChartPoint
from wenzhai.model.checked import (
    CheckedPart,
    CheckedSentence,
    CheckedSource,
    CheckedText,
    Excerpt,
)
from wenzhai.model.citation import Citation
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
from wenzhai.model.correction import Correction
from wenzhai.model.edition import (
    Brief,
    ComingUp,
    EarlierWords,
    Edition,
    FollowUp,
    NumberOfTheWeek,
    Publication,
)
from wenzhai.model.entry import Batch, Entry, Page, Sighting, content_key, make_entry_id
from wenzhai.model.figure import Figure
from wenzhai.model.highlight import Disagreement, Highlight, Sentence, SourceRef
from wenzhai.model.ledger import Aspect, EarlierValue, LedgerEntry, LedgerReport
from wenzhai.model.model_use import ModelUse
from wenzhai.model.name import Name, NameKind
from wenzhai.model.period import read_days
from wenzhai.model.rights_record import (
    ArticleTerms,
    LeftOut,
    PictureRecord,
    PictureTerms,
    Policies,
    Quotation,
    RightsRecord,
    find_picture_terms,
)
from wenzhai.model.signature import (
    FileHash,
    Finding,
    FindingKind,
    Manifest,
    Signature,
    SignatureKind,
    Verification,
)
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
    "ArticleTerms",
    "Aspect",
    "Avoided",
    "Batch",
    "Beat",
    "Brief",
    "ChangeKind",
    "Chart",
    "ChartKind",
    "ChartPoint",
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
    "Correction",
    "Disagreement",
    "EarlierValue",
    "EarlierWords",
    "Edition",
    "Entry",
    "Evidence",
    "Excerpt",
    "Figure",
    "FigureCheck",
    "FileHash",
    "Finding",
    "FindingKind",
    "FollowUp",
    "GroupItem",
    "Grouped",
    "Highlight",
    "HouseStyle",
    "Judgement",
    "JudgementKind",
    "LedgerEntry",
    "LedgerReport",
    "LeftOut",
    "Link",
    "Manifest",
    "ModelUse",
    "Name",
    "NameKind",
    "NumberOfTheWeek",
    "Page",
    "Passage",
    "PeriodKind",
    "Picture",
    "PictureRecord",
    "PictureTerms",
    "Policies",
    "Publication",
    "Quotation",
    "RankedStory",
    "Reason",
    "Rights",
    "RightsRecord",
    "Sentence",
    "Sighting",
    "Signature",
    "SignatureKind",
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
    "Verification",
    "WithheldSentence",
    "content_key",
    "find_picture_terms",
    "make_entry_id",
    "read_days",
    "worst",
]
