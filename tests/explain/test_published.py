import json
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from app.engine.errors import BadSetting
from app.engine.optimizers import descend, optimizer
from app.engine.records import Trace
from app.explain import published
from app.explain.published import Comparison, Comparisons, Preset, compare, presets, verdict
from app.places import presets_dir
from app.words import languages, words


def in_pieces(*presets):
    """The comparisons of several examples, a piece of each in turn, and in how many pieces each came."""
    waiting = {preset: compare(preset) for preset in presets}
    pauses, results = dict.fromkeys(presets, 0), {}
    while waiting:
        for preset, pieces in list(waiting.items()):
            try:
                next(pieces)
                pauses[preset] += 1
            except StopIteration as end:
                results[preset] = end.value
                del waiting[preset]
    return results, pauses


@cache
def comparisons(preset: str) -> Comparisons:
    results, _ = in_pieces(preset)
    return results[preset]


def traced(preset: Preset, case_id: str = "default") -> Trace:
    request = published._request(preset, {case.id: case for case in preset.cases}[case_id])
    return published._trace(published._network(request), request)


ALL = [
    pytest.param(comparison, id=f"{preset}-{case}-{comparison.published.address}-{comparison.published.after_updates}")
    for preset in presets()
    for case, compared in comparisons(preset).items()
    for comparison in compared
]


def numbers(preset: str, case: str = "default") -> dict[tuple[str, int], Comparison]:
    return {
        (comparison.published.address, comparison.published.after_updates): comparison
        for comparison in comparisons(preset)[case]
    }


@pytest.mark.parametrize("comparison", ALL)
def test_a_published_number_agrees_or_has_an_erratum_that_says_why_not(comparison):
    assert (comparison.verdict == "differs") == (comparison.published.erratum is not None)


def test_the_lecture_opens_the_page():
    assert next(iter(presets())) == "lecture"


def test_every_file_is_a_preset_under_its_own_name():
    assert {path.stem for path in presets_dir().glob("*.json")} == set(presets())
    assert len({preset.order for preset in presets().values()}) == len(presets())


@pytest.mark.parametrize(
    ("preset", "count"),
    [("lecture", 12), ("mazur", 24), ("relu-homework", 30), ("wrong-hidden-gradient", 9), ("xor", 0)],
)
def test_each_example_carries_all_that_its_source_prints(preset, count):
    assert sum(len(compared) for compared in comparisons(preset).values()) == count


def test_the_loss_after_one_step_is_not_what_the_step_by_step_example_prints():
    after = numbers("mazur")["l", 1]
    assert (after.published.printed, after.verdict) == ("0.291027924", "differs")
    assert after.ours == pytest.approx(0.29102777369359933, rel=1e-14)


def test_ten_thousand_right_steps_lead_elsewhere_than_the_step_by_step_example():
    after = numbers("mazur")
    assert after["a.2.0", 10_000].ours == pytest.approx(0.0159136204, abs=5e-11)
    assert after["a.2.1", 10_000].ours == pytest.approx(0.9840642735, abs=5e-11)
    assert after["l", 10_000].ours == pytest.approx(3.510187782978859e-05, rel=1e-12)


def test_two_hidden_gradients_of_the_wrong_exercise_have_the_wrong_sign():
    ours = numbers("wrong-hidden-gradient")
    expected = {
        (0, 0): -0.008421480462,
        (0, 1): -0.005052888277,
        (1, 0): 0.012606653078,
        (1, 1): 0.007563991847,
    }
    for (i, j), gradient in expected.items():
        comparison = ours[f"dl_dw.1.{i}.{j}", 0]
        assert comparison.ours == pytest.approx(gradient, abs=5e-13)
        assert (float(comparison.published.printed) * gradient < 0) == (i == 0)


def test_the_homework_cuts_the_sigmoid_output_off_where_it_should_round():
    assert numbers("relu-homework", "sigmoid")["a.2.0", 0].verdict == "truncated"


@pytest.mark.parametrize(
    ("printed", "ours", "expected"),
    [
        ("0.98", 0.9820137900379085, "match"),
        ("0.5", 0.49500016666, "match"),
        ("0.6086", 0.6086537769635074, "truncated"),
        ("-0.6086", -0.6086537769635074, "truncated"),
        ("0.6088", 0.6086537769635074, "differs"),
        ("0.291027924", 0.29102777369359933, "differs"),
        ("1.3200", 1.3199999999999998, "match"),
        ("0.12", 0.125, "match"),
        ("0.13", 0.125, "match"),
        ("0.40", 0.39499999999999996, "match"),
        ("3.5085e-05", 3.50847863e-05, "match"),
        ("3.5085e-05", 3.510187782978859e-05, "differs"),
        ("1", 0.5000001, "match"),
        ("0", -0.2, "match"),
        ("0.5", float("nan"), "differs"),
        ("0.5", float("inf"), "differs"),
    ],
)
def test_the_verdict_follows_from_the_printed_digits(printed, ours, expected):
    assert verdict(printed, ours) == expected


def test_every_example_case_and_erratum_has_its_words():
    keys = set()
    for preset in presets().values():
        keys |= {f"preset.{preset.id}.{part}" for part in ("title", "note", "source")}
        keys |= {f"preset.{preset.id}.case.{case.id}" for case in preset.cases}
        keys |= {number.erratum for case in preset.cases for number in case.numbers if number.erratum}
    for language in languages():
        assert {key for key in words(language) if key.startswith("preset.")} == keys


def test_a_case_changes_only_fields_of_the_request():
    for preset in presets().values():
        assert preset.cases[0].id == "default"
        assert preset.cases[0].changes == {}
        for case in preset.cases:
            assert set(case.changes) <= set(preset.request)


def test_a_published_number_is_kept_as_the_text_that_is_printed():
    for path in presets_dir().glob("*.json"):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            assert all(isinstance(number["printed"], str) for number in case["numbers"])


def test_the_dead_relu_gets_no_gradient_and_the_deep_chain_almost_none():
    dead = traced(presets()["dead-relu"])
    assert dead.layers[0].dl_dz[0, 1] == 0.0
    assert (dead.layers[0].dL_dW[1] == 0.0).all()
    deep = traced(presets()["deep-sigmoid"])
    shrinking = [abs(layer.dl_dz[0, 0]) for layer in deep.layers]
    assert all(4 * earlier < later for earlier, later in pairwise(shrinking))
    exploding = [layer.dl_dz[0, 0] for layer in traced(presets()["deep-sigmoid"], "exploding").layers]
    assert exploding == pytest.approx([2.0**power for power in range(4, -4, -1)])


def test_a_comparison_in_pieces_pauses_after_every_update_and_ends_with_the_same_numbers():
    results, pauses = in_pieces("mazur", "relu-homework")
    assert results == {preset: comparisons(preset) for preset in ("mazur", "relu-homework")}
    assert pauses == {"mazur": 10_001, "relu-homework": len(presets()["relu-homework"].cases)}


def test_an_unknown_example_has_no_comparisons():
    with pytest.raises(KeyError):
        comparisons("none")


def test_all_of_an_examples_request_reaches_its_trace():
    lecture = presets()["lecture"]
    usual = traced(lecture)
    layers = [{**layer, "frozen": ["b"], "kind": "dense"} for layer in lecture.request["layers"]]
    request = {key: member for key, member in lecture.request.items() if key != "reduction"}
    changed = {**request, "layers": layers, "dl_dy": [[3.0] * len(usual.target[0])], "gains_x": [[0.0, 0.0]]}
    driven = traced(replace(lecture, request=changed))
    assert driven.network.reduction == "sum"
    assert all(layer.frozen == {"b"} for layer in driven.network.layers)
    assert driven.layers[-1].dl_da.tolist() == changed["dl_dy"]
    assert driven.fixed_gains
    with pytest.raises(BadSetting):
        traced(replace(lecture, request={**changed, "layers": [{**layers[0], "kind": "none"}, *layers[1:]]}))


def test_the_example_of_a_step_too_long_overshoots_again_and_again_and_a_quarter_of_the_step_does_not():
    request = presets()["overshoot"].request
    network, rate = published._network(request), request["learning_rate"]
    losses = []
    for _ in range(5):
        here = published._trace(network, request)
        losses.append(here.L)
        network = descend(here, optimizer("sgd", learning_rate=rate)).network
    assert all(before < after for before, after in pairwise(losses))
    first = published._trace(published._network(request), request)
    assert descend(first, optimizer("sgd", learning_rate=rate / 4)).L_after < first.L
