"""What NLTK would import besides stays away, and is there for whoever needs it afterwards."""

import subprocess
import sys

_ASKED = """
import sys
from analysis.nltk_alone import nltk_alone
with nltk_alone():
    from nltk.sentiment.vader import SentimentIntensityAnalyzer
assert not {"sklearn", "scipy"} & set(sys.modules), "imported after all"
import sklearn.linear_model, scipy.sparse
with nltk_alone():
    from nltk.metrics.agreement import AnnotationTask
assert "sklearn" in sys.modules
"""


def test_nltk_comes_alone_and_the_others_when_they_are_asked_for() -> None:
    subprocess.run([sys.executable, "-c", _ASKED], check=True)
