import pytest

from local_cloud import model_patterns
from local_cloud.api_models import MODEL_NAMES, model
from local_cloud.model_patterns import compiled


def test_every_pattern_of_the_models_can_be_compiled():
    patterns = 0
    for name in MODEL_NAMES:
        for shape in model(name)._shape_resolver._shape_map.values():
            if "pattern" in shape:
                compiled(shape["pattern"])
                patterns += 1
    assert patterns > 600
    assert model_patterns.not_compiled == set()


def test_a_pattern_that_cannot_be_compiled_is_listed(monkeypatch):
    monkeypatch.setattr(model_patterns, "not_compiled", set())
    assert compiled("[unclosed") is None
    assert model_patterns.not_compiled == {"[unclosed"}


@pytest.mark.parametrize(
    ("pattern", "value", "matches"),
    [
        # A value matches as a whole, with anchors or without.
        ("[a-z]+", "web", True),
        ("[a-z]+", "web1", False),
        ("^[a-z]+$", "web\n", False),
        # ECS's and IAM's tags: letters of all languages.
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "Größe 1", True),
        (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "a;b", False),
        # Java's \w and \p{Print} are ASCII.
        (r"[\w+=,.@-]+", "web-é", False),
        (r"\p{Print}+", "web tasks", True),
        (r"\p{Print}+", "tâches", False),
        # Application Auto Scaling's, with Java's surrogates.
        (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*", "service/main/web \U0001f600", True),
        (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*", "\x00", False),
        # CloudWatch Logs': a hyphen after a class stands for itself.
        (r"[\w-_]*", "log-group_1", True),
    ],
)
def test_patterns_mean_what_they_mean_in_java(pattern, value, matches):
    found = compiled(pattern)
    assert found is not None
    assert bool(found.fullmatch(value)) is matches
