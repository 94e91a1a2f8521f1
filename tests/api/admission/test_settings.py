import pytest

from app.api.admission.settings import LIMITS, Setting, Settings, SettingsError, described


def test_without_variables_the_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize("setting", described(), ids=lambda setting: setting.name)
def test_every_setting_has_a_variable_of_its_own(setting: Setting) -> None:
    settings = Settings.from_environment({setting.environment: " 17 "})
    assert getattr(settings, setting.name) == 17
    assert settings == Settings(**{setting.name: 17})
    assert setting.default == getattr(Settings(), setting.name)
    assert setting.unit
    assert setting.meaning


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "1e6", "٣", "9" * 19])
def test_a_variable_that_cannot_be_used_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(SettingsError, match=r"^BACKPROP_SAMPLES must be a whole number of at least 1\.$"):
        Settings.from_environment({"BACKPROP_SAMPLES": text})


def test_an_empty_variable_is_none_at_all() -> None:
    assert Settings.from_environment({"BACKPROP_SAMPLES": ""}) == Settings()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Settings().samples = 5


def test_a_caller_can_lower_limits_and_not_threads() -> None:
    assert set(LIMITS) == {setting.name for setting in described()} - {"workers", "waiting"}
    assert Settings().lowered({"samples": 3}) == Settings(samples=3)
