"""What each kind of evidence is worth: see analysis.suggesting.evidence and prior.

Learned on pairs of an NHS comment and a theme by `python -m benchmarks.suggestions_weights`. They
name no theme: on themes they were not learned on they do nearly as well (docs/suggestions.md).
In the order of Evidence.of, then that of with_others; the last weight stands alone. _WORDS: where
there are no embeddings.
"""

# fmt: off
ALONE = (
    -0.4408, 0.2801, 3.5158, 2.4665, 0.9574, 0.4123, -1.5996, -0.4709, 0.1760, 0.3093,
    10.4315, -2.8954, -3.5029, 0.1346, 0.5431, -1.3743, 0.2099, 0.4547, -2.5395,
)
AFTER = (
    -0.1693, 0.0895, -2.2106, 1.8833, -0.2166, 0.1714, -0.4258, -0.3000, 0.0302, 0.2405,
    3.7269, -1.1683, -2.0674, 0.1073, 0.0866, -1.1094, 0.1605, -0.0925, 2.7850, 0.2617,
    1.6608, 1.3875,
)
ALONE_WORDS = (
    -0.4698, 0.3529, 4.1754, 2.7870, 0.9829, 0.3042, -1.6318, -0.6051, 0.1737, 0.2196,
    11.0460, -0.9964, -2.6287,
)
AFTER_WORDS = (
    -0.2839, 0.1101, -2.7620, 2.0479, -0.0230, 0.2571, -0.4351, -0.6606, 0.0158, 0.2605,
    3.6998, -0.9192, 4.3904, 0.0121, 1.5519, 0.1218,
)
