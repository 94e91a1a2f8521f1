"""Numbers are changed where they stand; the picture answers at once, and what is refused says why."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Complaints
from tests.browser.screen import DASH, agrees, numbers, settle, trace

OpenPage = Callable[..., Page]
END = "/#at=63"


def type_over(page: Page, address: str, text: str) -> None:
    """Click the number and type another in its place."""
    page.locator(f'[data-address="{address}"]').click()
    field = page.locator("[data-part=editor] input")
    field.wait_for()
    field.fill(text)


def lecture_with_weight(page: Page, weight: float) -> dict[str, float]:
    problem, _ = trace(page)
    problem["layers"][0]["W"][0][0] = weight
    _, answer = trace(page, layers=problem["layers"])
    return {
        "z.1.0": answer["layers"][0]["z"][0][0],
        "l": answer["l"][0],
        "dl_dz.1.0": answer["layers"][0]["dl_dz"][0][0],
    }


def wait_for(page: Page, address: str, value: float) -> None:
    # A question that is not answered makes room for the next after three seconds.
    for _ in range(250):
        text = numbers(page)[address]
        if text != DASH and agrees(text, value):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"{address} shows {numbers(page)[address]}, not {value}")


def test_a_weight_is_edited_in_place_and_the_picture_answers_at_once(open_page: OpenPage) -> None:
    page = open_page(END)
    type_over(page, "w.1.0.0", "1.5")
    for address, value in lecture_with_weight(page, 1.5).items():
        wait_for(page, address, value)
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("[data-part=editor] input").count() == 0
    assert numbers(page)["w.1.0.0"] == "1.5"


@pytest.mark.parametrize("address", ["b.2.1", "x.0", "t.1"])
def test_biases_inputs_and_targets_are_edited_in_place(open_page: OpenPage, address: str) -> None:
    page = open_page(END)
    before = numbers(page)["l"]
    type_over(page, address, "−0.75")
    page.wait_for_function("(before) => numberOf('l').textContent !== before", arg=before)
    assert numbers(page)[address] == "−0.75"


def test_the_learning_rate_moves_the_new_weights(open_page: OpenPage) -> None:
    page = open_page(END + "&drawer=network")
    _, answer = trace(page, learning_rate=2)
    page.get_by_role("textbox", name="Learning rate").fill("2")
    wait_for(page, "w_new.3.1.0", answer["update"]["layers"][2]["W_new"][1][0])


def test_an_activation_and_the_loss_are_changed_in_the_head_of_their_column(open_page: OpenPage) -> None:
    page = open_page(END)
    problem, _ = trace(page)
    problem["layers"][1]["activation"] = "tanh"
    page.locator(".column select").nth(1).select_option("tanh")
    _, answer = trace(page, layers=problem["layers"])
    wait_for(page, "a.2.0", answer["layers"][1]["a"][0][0])
    page.locator(".column [data-change=loss]").select_option("binary_cross_entropy")
    _, answer = trace(page, layers=problem["layers"], loss="binary_cross_entropy")
    wait_for(page, "l", answer["l"][0])


@pytest.mark.parametrize("text", ["abc", "1,2,3", "", "0x10", "Infinity", "1e999", "--1"])
def test_what_is_no_number_says_so_beside_its_field_and_nothing_is_lost(open_page: OpenPage, text: str) -> None:
    page = open_page(END)
    before = numbers(page)
    type_over(page, "w.1.0.0", text)
    page.locator("[data-part=editor] .wrong").wait_for()
    assert page.locator("[data-part=editor] input").input_value() == text
    assert page.locator("[data-part=editor] input").get_attribute("aria-invalid") == "true"
    assert numbers(page) == before
    page.keyboard.press("Escape")
    settle(page)
    assert numbers(page) == before


def test_what_the_server_refuses_says_why_beside_its_field(open_page: OpenPage, complaints: Complaints) -> None:
    complaints.allow("422")
    page = open_page(END)
    page.locator(".column [data-change=loss]").select_option("binary_cross_entropy")
    wait_for(page, "l", 2.2485616805699733)
    loss = numbers(page)["l"]
    type_over(page, "t.0", "1.2")
    page.locator("[data-part=editor] .wrong").wait_for()
    assert "0" in page.locator("[data-part=editor] .wrong").inner_text()
    assert page.locator("[data-part=editor] input").input_value() == "1.2"
    assert numbers(page)["l"] == loss
    page.locator("[data-part=editor] input").fill("0.5")
    page.wait_for_function("(loss) => numberOf('l').textContent !== loss", arg=loss)
    assert page.locator("[data-part=editor] .wrong").count() == 0


def test_a_loss_that_does_not_fit_says_why_under_its_choice(open_page: OpenPage, complaints: Complaints) -> None:
    complaints.allow("422")
    page = open_page(END)
    page.locator(".column [data-change=loss]").select_option("softmax_cross_entropy")
    page.locator(".column .wrong").wait_for()
    assert page.locator(".column [data-change=loss]").input_value() == "half_squared_error"


def test_a_stale_answer_is_dropped(open_page: OpenPage) -> None:
    page = open_page(END)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/api/trace", hold_the_first)
    type_over(page, "w.1.0.0", "7")
    page.wait_for_timeout(100)
    page.locator("[data-part=editor] input").fill("1.5")
    expected = lecture_with_weight(page, 1.5)
    wait_for(page, "z.1.0", expected["z.1.0"])
    held[0].continue_()
    page.wait_for_timeout(200)
    assert agrees(numbers(page)["z.1.0"], expected["z.1.0"])


def test_a_server_that_is_gone_is_said_and_the_edit_is_kept(open_page: OpenPage, complaints: Complaints) -> None:
    complaints.allow("")
    page = open_page(END)
    page.route("**/api/trace", lambda route: route.abort())
    type_over(page, "w.1.0.0", "3")
    page.locator("[data-part=notices] .wrong").wait_for()
    page.unroute("**/api/trace")
    page.locator("[data-part=editor] input").fill("3.5")
    wait_for(page, "z.1.0", lecture_with_weight(page, 3.5)["z.1.0"])
    settle(page)
    assert page.locator("[data-part=notices] .wrong").count() == 0


def test_a_new_network_is_made_from_sizes_and_a_seed(open_page: OpenPage) -> None:
    page = open_page("/#drawer=recipe")
    page.get_by_role("textbox", name="Sizes").fill("3-2-2")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_selector('[data-address="z.1.1"]')
    made = page.request.post(
        "/api/networks",
        data={"sizes": [3, 2, 2], "activations": ["tanh", "identity"], "scheme": "xavier_uniform", "seed": 1},
    ).json()
    assert agrees(numbers(page)["w.1.1.2"], made["layers"][0]["W"][1][2])


def test_the_new_weights_can_be_kept(open_page: OpenPage) -> None:
    page = open_page(END)
    _, answer = trace(page)
    page.get_by_role("button", name="Keep the new weights").click()
    page.wait_for_selector("html[data-ready=true]")
    wait_for(page, "w.1.0.0", answer["update"]["layers"][0]["W_new"][0][0])
    page.keyboard.press("End")
    wait_for(page, "l", answer["update"]["L_after"])


def test_a_sample_is_added_chosen_and_removed(open_page: OpenPage) -> None:
    page = open_page("/#example=xor&at=33&drawer=samples")
    page.get_by_role("button", name="Show sample 3").click()
    page.wait_for_selector('[data-address="z.1.0@2"]')
    page.get_by_role("button", name="Add a sample").click()
    page.get_by_role("button", name="Show sample 5").click()
    page.wait_for_selector('[data-address="z.1.0@4"]')
    page.get_by_role("button", name="Remove sample 5").click()
    page.wait_for_selector('[data-address="z.1.0@3"]')


@pytest.mark.parametrize("rate", ["1e200", "1e308"])
def test_a_learning_rate_that_overflows_is_said_and_the_page_goes_on(open_page: OpenPage, rate: str) -> None:
    page = open_page("/#example=relu-homework&at=1000&drawer=network")
    page.get_by_role("textbox", name="Learning rate").fill(rate)
    page.locator("[data-part=notices] .wrong").wait_for()
    page.get_by_role("textbox", name="Learning rate").fill("0.5")
    page.wait_for_function("() => document.querySelector('[data-part=notices] .wrong') === null")


def test_a_new_network_has_an_activation_for_each_layer_no_biases_and_its_own_learning_rate(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]]
) -> None:
    page = open_page("/#drawer=network")
    page.get_by_role("textbox", name="Learning rate").fill("300")
    page.keyboard.press("Enter")
    page.locator(".icon[data-of=recipe]").click()
    page.get_by_role("textbox", name="Sizes").fill("2-3-2-1")
    page.locator("#drawer").get_by_role("combobox", name="Activation of layer 2").select_option("relu")
    page.get_by_role("checkbox", name="No biases").check()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Make it").click()
    page.wait_for_selector('[data-address="w.1.2.1"]')
    page.locator(".icon[data-of=network]").click()
    expect(page.get_by_role("textbox", name="Learning rate")).to_have_value("0.1")
    activations = page.locator("#drawer [data-change=activation]")
    expect(activations).to_have_count(3)
    assert [one.input_value() for one in activations.all()] == ["tanh", "relu", "identity"]
    for one in page.locator("#drawer [data-of$='.b']").all():
        assert one.is_checked()
    page.keyboard.press("End")
    page.wait_for_function("() => location.hash.includes('at=')")
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert page.locator("#drawer [data-of='1.b']").is_checked()
