import pytest

from flask_app.application import create_app
from flask_app.settings import Settings, SettingsError


def test_what_is_not_set_has_a_default() -> None:
    settings = Settings.from_environment({"NOTES_TABLE_NAME": "notes"})
    assert (settings.environment, settings.log_level, settings.trusted_proxy_hops) == ("development", "INFO", 0)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "NOTES_TABLE_NAME: is not set; name the DynamoDB table"),
        ({"NOTES_TABLE_NAME": "n", "LOG_LEVEL": "loud"}, 'LOG_LEVEL: "LOUD" is no log level; use one of DEBUG'),
        (
            {"NOTES_TABLE_NAME": "n", "TRUSTED_PROXY_HOPS": "-1"},
            '"-1" is no whole number from 0 to 9',
        ),
        (
            {"NOTES_TABLE_NAME": "n", "WORKER_CPU_AFFINITY": "0"},
            'WORKER_CPU_AFFINITY: "0" is neither auto nor empty; correct it or unset it for any CPU',
        ),
        ({"NOTES_TABLE_NAME": "n", "TRUSTED_PROXY_HOPS": "²"}, 'TRUSTED_PROXY_HOPS: "²" is no whole number'),
    ],
)
def test_a_wrong_variable_is_named_with_its_remedy(variables: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings.from_environment(variables)


def test_a_wrong_environment_ends_the_process_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTES_TABLE_NAME", raising=False)
    with pytest.raises(SystemExit, match="NOTES_TABLE_NAME: is not set"):
        create_app()
