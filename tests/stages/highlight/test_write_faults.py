"""What is wrong with a model's sentence, as an editor reads it."""

from __future__ import annotations

import re
from pathlib import Path

from wenzhai.stages.highlight import write_support
from wenzhai.stages.highlight.write_faults import say_fault


def test_faults_are_sentences_in_both_languages():
    """The details of a fault stand in both."""
    fault = "its passages do not say: zorblat, pen"
    assert say_fault(fault, "en") == "Its passages do not say: zorblat, pen."
    assert say_fault(fault, "zh") == "所引段落没有说：zorblat, pen。"
    assert say_fault("a headline has 6 to 14 words", "zh") == "标题应为6至14字。"


def test_every_fault_of_the_writer_and_the_translator_is_known_in_chinese():
    """No fault that the code names is left in English."""
    folder = Path(write_support.__file__).parent
    faults = set()
    for name in ("write_support.py", "write_joints.py", "write_text.py", "translate.py"):
        text = (folder / name).read_text("utf-8")
        faults |= set(re.findall(r'(?:return|fault =|else) f?"((?:it|its|a|no|there|nothing|more) [^"\n]+)"', text))  # fmt: skip
    assert len(faults) > 20
    for fault in faults:
        filled = re.sub(r"\{[^{}]*\}", "9", fault).replace("{unit}", "words")
        filled = filled.replace("to 9 9", "to 9 words").replace("this is 9", "this is denied")
        assert not say_fault(filled, "zh").isascii(), fault
